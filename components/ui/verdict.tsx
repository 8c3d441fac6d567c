'use client';

import { useTranslations } from 'next-intl';
import type { Verdict } from '@/lib/domain/app';
import { StateDot, type Tone } from './state-dot';

const TONES: Record<Verdict, Tone> = {
  progressing: 'busy',
  available: 'ok',
  degraded: 'warn',
  failed: 'bad',
  stopped: 'paused',
};

/** The verdict over an app or release, as a word with its colour and shape. */
export function VerdictDot({ verdict }: { verdict: Verdict }) {
  const t = useTranslations('common');
  return <StateDot tone={TONES[verdict]}>{t(`verdict.${verdict}`)}</StateDot>;
}

'use client';

import { useTranslations } from 'next-intl';
import { StateDot, type Tone } from '@/components/ui';
import type { RESULTS } from '@/lib/contract/audit';

type Result = (typeof RESULTS)[number];

const TONES: Record<Result, Tone> = {
  succeeded: 'ok',
  failed: 'bad',
  denied: 'warn',
  unknown: 'idle',
  running: 'busy',
};

/** How an act ended. */
export function ResultDot({ result }: { result: Result }) {
  const t = useTranslations('audit.result');
  return <StateDot tone={TONES[result]}>{t(result)}</StateDot>;
}

'use client';

import { useLocale, useTranslations } from 'next-intl';
import { formatBytes } from '@/components/registries/bytes';
import type { ShellView } from './types';

/** What there is of a session's recording: its size, or why there is none or not all. */
export function RecordingFacts({ row }: { row: ShellView }) {
  const t = useTranslations('shells.recording');
  const locale = useLocale();
  const { recording } = row;
  if (!recording) return <span className="quiet">{t('none')}</span>;
  if (recording.state === 'deleted') return <span className="quiet">{t('deleted')}</span>;
  const lacks = [
    recording.state === 'running' && t('running'),
    recording.state === 'broken' && t('broken'),
    recording.cut && t('cut'),
    recording.gaps && t('gaps'),
  ].filter((each) => each !== false);
  return (
    <span>
      <span className="nowrap">{formatBytes(recording.bytes, locale)}</span>
      {lacks.length > 0 && <span className="quiet"> · {lacks.join(' · ')}</span>}
    </span>
  );
}

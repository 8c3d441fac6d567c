'use client';

import { useTranslations } from 'next-intl';
import { StateDot } from './state-dot';

/** Says beside a live list that its rows may be old; nothing while they are not. Its place is there before. */
export function StaleSign({ stale }: { stale: boolean }) {
  const t = useTranslations('common.live');
  return <span role="status">{stale && <StateDot tone="warn">{t('stale')}</StateDot>}</span>;
}

'use client';

import { useTranslations } from 'next-intl';
import type { AppRow } from '@/lib/contract/live';

/** How many pods an app has: of the newest release, of an older one that serves on, and those on their way out. */
export function PodCount({ status }: { status: AppRow['status'] }) {
  const t = useTranslations('apps');
  const { desired, available, ready, serving } = status.replicas;
  // In the stability window they are ready, and not yet counted as available: both numbers beside each other confuse.
  if (status.reason === 'Stabilising')
    return <>{t('podsWatched', { ready: Math.min(ready, desired), desired })}</>;
  const older = serving - available;
  const ending = available - desired;
  const parts = [
    ...(desired === 0 && ending > 0
      ? []
      : [t('podCount', { available: Math.min(available, desired), desired })]),
    ...(ending > 0 ? [t('podsEnding', { count: ending })] : []),
    ...(older > 0 ? [t('podsServing', { count: older })] : []),
  ];
  return <>{parts.join(' · ')}</>;
}

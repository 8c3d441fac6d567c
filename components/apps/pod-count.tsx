'use client';

import { useTranslations } from 'next-intl';
import type { AppView } from './types';

/** How many pods an app has: of the newest release, of an older one that serves on, and those on their way out. */
export function PodCount({ replicas }: { replicas: AppView['status']['replicas'] }) {
  const t = useTranslations('apps');
  const { desired, available, serving } = replicas;
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

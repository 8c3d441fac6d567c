'use client';

import { Tooltip } from 'antd';
import { useTranslations } from 'next-intl';
import { StateDot } from '@/components/ui';
import { useReach } from '@/lib/client/reach-context';
import styles from './frame.module.css';

/** Whether the clusters answer, all of them on hover; without console or database that is what is said. */
export function ClusterDot() {
  const t = useTranslations('shell.cluster');
  const { down, clusters = [] } = useReach();
  if (down) {
    return (
      <span className={styles.cluster}>
        <StateDot tone="bad">{t(down.what)}</StateDot>
      </span>
    );
  }
  const silent = clusters.filter(({ reachable }) => !reachable);
  const [only] = clusters;
  if (!only) return null;
  const some = { count: silent.length, all: clusters.length };
  return (
    <Tooltip
      title={clusters.map(({ name, title, reachable }) => (
        <div key={name}>{`${title}: ${t(reachable ? 'up' : 'down')}`}</div>
      ))}
    >
      <span className={styles.cluster}>
        <StateDot tone={silent.length > 0 ? 'bad' : 'ok'}>
          {clusters.length === 1
            ? silent.length === 1
              ? t('isDown', { cluster: only.title })
              : only.title
            : silent.length > 0
              ? t('someDown', some)
              : t('allUp', some)}
        </StateDot>
      </span>
    </Tooltip>
  );
}

'use client';

import { useQuery } from '@tanstack/react-query';
import { Tooltip } from 'antd';
import { useTranslations } from 'next-intl';
import { StateDot } from '@/components/ui';
import { call } from '@/lib/client/call';
import { listClusterStates } from '@/lib/contract/home';
import styles from './frame.module.css';

/** Whether the clusters answer; the worst one is shown, all of them on hover. */
export function ClusterDot() {
  const t = useTranslations('shell');
  const query = useQuery({
    queryKey: ['home', 'clusters'],
    queryFn: ({ signal }) => call(listClusterStates, {}, { signal }),
    refetchInterval: 15_000,
  });
  const clusters = query.data?.items ?? [];
  if (query.isError) {
    return (
      <span className={styles.cluster}>
        <StateDot tone="bad">{t('cluster.console')}</StateDot>
      </span>
    );
  }
  const worst = clusters.find((each) => each.reachable === false) ?? clusters[0];
  if (!worst) return null;
  const details = clusters.map(
    (each) => `${each.title}: ${t(`cluster.${wordOf(each.reachable)}`)} ${each.detail}`,
  );
  return (
    <Tooltip
      title={details.map((line) => (
        <div key={line}>{line}</div>
      ))}
    >
      <span className={styles.cluster}>
        <StateDot tone={worst.reachable === false ? 'bad' : worst.reachable ? 'ok' : 'wait'}>
          {worst.reachable === false ? t('cluster.isDown', { cluster: worst.title }) : worst.title}
        </StateDot>
      </span>
    </Tooltip>
  );
}

function wordOf(reachable: boolean | null): 'up' | 'down' | 'unknown' {
  if (reachable === null) return 'unknown';
  return reachable ? 'up' : 'down';
}

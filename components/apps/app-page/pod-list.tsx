'use client';

import { CodeOutlined, FileTextOutlined } from '@ant-design/icons';
import { Button, Flex, Tooltip, Typography } from 'antd';
import { useTranslations } from 'next-intl';
import { useDock } from '@/components/dock';
import { EmptyState, POD_TONES, RelativeTime, StateDot } from '@/components/ui';
import { displayCpu, displayMemory } from '@/lib/domain/quantity';
import type { PodView } from '../types';
import styles from '../apps.module.css';

interface Props {
  project: string;
  pods: PodView[];
  mayExec: boolean;
  mayLogs: boolean;
}

/** The pods of an app: state in kubectl's words, restarts, usage, and a shell one click away. */
export function PodList({ project, pods, mayExec, mayLogs }: Props) {
  const t = useTranslations('apps');
  const dock = useDock();
  if (pods.length === 0) return <EmptyState>{t('noPods')}</EmptyState>;
  return (
    <ul className={styles.pods}>
      {pods.map((pod) => {
        const container = pod.containers[0]?.name ?? '';
        return (
          <li key={pod.name} data-pod={pod.name}>
            <Flex justify="space-between" gap={8} align="center">
              <StateDot tone={POD_TONES[pod.state]}>
                <span className={`mono ${styles.podName}`}>{pod.name}</span>
              </StateDot>
              <Flex gap={4}>
                {mayLogs && (
                  <Tooltip title={t('openLog')}>
                    <Button
                      size="small"
                      icon={<FileTextOutlined />}
                      aria-label={t('openLogOf', { pod: pod.name })}
                      onClick={() => dock.openLog({ project, pod: pod.name, container })}
                    />
                  </Tooltip>
                )}
                {mayExec && pod.ran && (
                  <Tooltip title={t('openShell')}>
                    <Button
                      size="small"
                      icon={<CodeOutlined />}
                      aria-label={t('openShellIn', { pod: pod.name })}
                      onClick={() => dock.openShell({ project, pod: pod.name, container })}
                    >
                      {t('shell')}
                    </Button>
                  </Tooltip>
                )}
              </Flex>
            </Flex>
            <Typography.Text type="secondary" className={styles.podLine ?? ''}>
              {pod.status}
              {pod.release !== null && ` · #${pod.release}`}
              {pod.restarts > 0 && ` · ${t('restarts', { count: pod.restarts })}`}
              {pod.cpu !== null && ` · ${displayCpu(pod.cpu)} CPU`}
              {pod.memory !== null && ` · ${displayMemory(pod.memory)}`}
              {pod.startedAt && (
                <>
                  {' · '}
                  <RelativeTime at={pod.startedAt} />
                </>
              )}
            </Typography.Text>
          </li>
        );
      })}
    </ul>
  );
}

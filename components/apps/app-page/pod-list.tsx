'use client';

import { BugOutlined, CodeOutlined, FileTextOutlined } from '@ant-design/icons';
import { Button, Flex, Tooltip, Typography } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useDock } from '@/components/dock';
import { FilesDrawer, type FilePlace } from '@/components/files';
import { EmptyState, POD_TONES, RelativeTime, StateDot } from '@/components/ui';
import { displayCpu, displayMemory } from '@/lib/domain/quantity';
import type { PodView } from '../types';
import styles from '../apps.module.css';
import { PodMenu } from './pod-menu';

interface Props {
  project: string;
  pods: PodView[];
  mayExec: boolean;
  mayLogs: boolean;
}

/** True while a program of it runs: there are files to look at, and processes. */
function runs(pod: PodView): boolean {
  return pod.containers.some(({ state }) => state === 'running');
}

function placeOf(project: string, pod: PodView): FilePlace {
  return { project, pod: pod.name, containers: pod.containers.map(({ name }) => name) };
}

/** The pods of an app: state in kubectl's words, restarts, usage, and a shell one click away. */
export function PodList({ project, pods, mayExec, mayLogs }: Props) {
  const t = useTranslations('apps');
  const dock = useDock();
  const [files, setFiles] = useState<FilePlace | null>(null);
  if (pods.length === 0) return <EmptyState>{t('noPods')}</EmptyState>;
  return (
    <>
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
                  {mayExec && runs(pod) && (
                    <PodMenu project={project} pod={pod} onFiles={() => setFiles(placeOf(project, pod))} />
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
              {pod.message !== null && (
                <Typography.Text type="secondary" className={styles.podDebug ?? ''}>
                  {pod.message}
                </Typography.Text>
              )}
              {pod.debug.map(({ name, state }) => (
                <Typography.Text key={name} type="secondary" className={styles.podDebug ?? ''}>
                  <BugOutlined aria-hidden /> {t('debugOn', { name, state: t(`debugState.${state}`) })}
                </Typography.Text>
              ))}
            </li>
          );
        })}
      </ul>
      <FilesDrawer place={files} onClose={() => setFiles(null)} />
    </>
  );
}

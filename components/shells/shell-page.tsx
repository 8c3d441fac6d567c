'use client';

import { PlayCircleOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Descriptions } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { useState, type ReactNode } from 'react';
import { ErrorState, exactTime, Loading, PageHeader, Section } from '@/components/ui';
import { call } from '@/lib/client/call';
import { getShell } from '@/lib/contract/shells';
import { DownloadRecording, lasted } from './columns';
import { RecordingFacts } from './recording-facts';
import { Replay } from './replay';
import styles from './shells.module.css';
import { isReplayable, type ShellView } from './types';
import { useHow } from './use-how';

interface Props {
  project: string;
  shell: string;
}

/** One shell session: who, where, how it ended, and its recording. */
export function ShellPage({ project, shell }: Props) {
  const t = useTranslations('shells');
  const projects = useTranslations('projects');
  const query = useQuery({
    queryKey: ['shells', project, shell],
    queryFn: ({ signal }) => call(getShell, { params: { project, shell } }, { signal }),
    retry: false,
  });
  const row = query.data;
  return (
    <>
      <PageHeader
        trail={[
          { href: `/projects/${project}`, text: project },
          { href: `/projects/${project}/shells`, text: projects('tab.shells') },
        ]}
        title={row ? t('oneTitle', { pod: row.pod }) : projects('tab.shells')}
        actions={row && isReplayable(row) && <DownloadRecording project={project} row={row} />}
      />
      {query.isPending && <Loading rows={8} />}
      {query.error && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      {row && (
        <div className={styles.page}>
          <Facts row={row} />
          {isReplayable(row) && <Recording project={project} row={row} />}
        </div>
      )}
    </>
  );
}

function Facts({ row }: { row: ShellView }) {
  const t = useTranslations('shells');
  const locale = useLocale();
  const how = useHow();
  const until = row.recording?.keptUntil;
  const facts: [string, ReactNode][] = [
    ['user', row.user],
    ['container', <code key="container">{row.container}</code>],
    ['command', row.command.length > 0 ? <code key="command">{row.command.join(' ')}</code> : t('shell')],
    ['when', exactTime(new Date(row.startedAt), locale)],
    ['duration', lasted(row)],
    ['end', row.endedAt ? how(row) : t(`state.${row.state}`)],
    [
      'recording',
      <span key="recording">
        <RecordingFacts row={row} />
        {until && row.recording?.state !== 'deleted' && (
          <span className="quiet">
            {' · '}
            {t('recording.until', {
              date: new Intl.DateTimeFormat(locale === 'zh' ? 'zh-CN' : 'en-GB', {
                dateStyle: 'medium',
              }).format(new Date(until)),
            })}
          </span>
        )}
      </span>,
    ],
  ];
  return (
    <Descriptions
      size="small"
      bordered
      column={{ xs: 1, md: 2 }}
      items={facts.map(([key, children]) => ({ key, label: t(`column.${key}`), children }))}
    />
  );
}

/** Nothing is read before somebody asks for it: reading is on record. */
function Recording({ project, row }: { project: string; row: ShellView }) {
  const t = useTranslations('shells');
  const [open, setOpen] = useState(false);
  return (
    <Section title={t('column.recording')}>
      {open ? (
        <Replay project={project} shell={row.id} pod={row.pod} />
      ) : (
        <div className={styles.ask}>
          <Button type="primary" icon={<PlayCircleOutlined />} onClick={() => setOpen(true)}>
            {t('replay')}
          </Button>
          <span className="quiet">{t('onRecord')}</span>
        </div>
      )}
    </Section>
  );
}

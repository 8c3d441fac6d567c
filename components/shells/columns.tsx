'use client';

import { DownloadOutlined, EyeOutlined, PlayCircleOutlined, StopOutlined } from '@ant-design/icons';
import { Button, Flex, type TableColumnsType } from 'antd';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useDock } from '@/components/dock';
import { AskFirst, duration, LinkButton, RelativeTime, StateDot, useAct } from '@/components/ui';
import { call, urlOf } from '@/lib/client/call';
import { useMe } from '@/lib/client/me';
import { endShell, readShellRecording } from '@/lib/contract/shells';
import { RecordingFacts } from './recording-facts';
import { isReplayable, type ShellView } from './types';
import { useHow } from './use-how';

/** The columns of sessions that run, with what can be done to them. */
export function useLiveColumns(
  project: string,
  may: { watch: boolean; end: boolean },
): TableColumnsType<ShellView> {
  const t = useTranslations('shells');
  const me = useMe();
  return [
    { title: t('column.pod'), key: 'pod', render: (_, row) => <PodLink project={project} row={row} /> },
    { title: t('column.user'), key: 'user', render: (_, row) => row.user },
    { title: t('column.since'), key: 'since', render: (_, row) => <RelativeTime at={row.startedAt} /> },
    {
      title: t('column.state'),
      key: 'state',
      render: (_, row) => (
        <StateDot tone={row.state === 'attached' ? 'ok' : 'idle'}>{t(`state.${row.state}`)}</StateDot>
      ),
    },
    { title: t('column.recording'), key: 'recording', render: (_, row) => <RecordingFacts row={row} /> },
    {
      title: <span className="visually-hidden">{t('column.acts')}</span>,
      key: 'acts',
      align: 'right',
      render: (_, row) => (
        <Flex gap={4} justify="end">
          {may.watch && row.user !== me.name && <Watch project={project} row={row} />}
          {may.end && <End project={project} row={row} />}
        </Flex>
      ),
    },
  ];
}

/** The columns of sessions that are over. */
export function usePastColumns(project: string): TableColumnsType<ShellView> {
  const t = useTranslations('shells');
  const how = useHow();
  return [
    { title: t('column.pod'), key: 'pod', render: (_, row) => <PodLink project={project} row={row} /> },
    { title: t('column.user'), key: 'user', render: (_, row) => row.user },
    { title: t('column.when'), key: 'when', render: (_, row) => <RelativeTime at={row.startedAt} /> },
    {
      title: t('column.duration'),
      key: 'duration',
      align: 'right',
      render: (_, row) => <span className="nowrap">{lasted(row)}</span>,
    },
    { title: t('column.end'), key: 'end', render: (_, row) => how(row) },
    { title: t('column.recording'), key: 'recording', render: (_, row) => <RecordingFacts row={row} /> },
    {
      title: <span className="visually-hidden">{t('column.acts')}</span>,
      key: 'acts',
      align: 'right',
      render: (_, row) => isReplayable(row) && <Reading project={project} row={row} />,
    },
  ];
}

interface RowProps {
  project: string;
  row: ShellView;
}

function PodLink({ project, row }: RowProps) {
  return (
    <span>
      <Link href={`/projects/${project}/shells/${row.id}`} className="mono">
        {row.pod}
      </Link>
      <br />
      <span className="quiet mono">{row.container}</span>
    </span>
  );
}

/** How long a session lasted. */
export function lasted({ startedAt, endedAt }: ShellView): string {
  return endedAt ? duration(Math.max(0, Date.parse(endedAt) - Date.parse(startedAt))) : '—';
}

function Watch({ project, row }: RowProps) {
  const t = useTranslations('shells');
  const dock = useDock();
  const { pod, container, user } = row;
  return (
    <Button
      size="small"
      icon={<EyeOutlined />}
      aria-label={t('watchOf', { user, pod })}
      onClick={() => dock.openShell({ project, pod, container, watch: { session: row.id, user } })}
    >
      {t('watch')}
    </Button>
  );
}

function End({ project, row }: RowProps) {
  const t = useTranslations('shells');
  const act = useAct({
    run: () => call(endShell, { params: { project, shell: row.id } }),
    done: t('ended'),
    refresh: [['shells', project]],
  });
  return (
    <AskFirst
      title={t('endSure')}
      okText={t('end')}
      okButtonProps={{ danger: true }}
      onConfirm={() => act.mutate()}
    >
      <Button
        size="small"
        danger
        icon={<StopOutlined />}
        loading={act.isPending}
        aria-label={t('endOf', { user: row.user, pod: row.pod })}
      >
        {t('end')}
      </Button>
    </AskFirst>
  );
}

function Reading({ project, row }: RowProps) {
  const t = useTranslations('shells');
  const { user, pod } = row;
  return (
    <Flex gap={4} justify="end">
      <LinkButton
        size="small"
        icon={<PlayCircleOutlined />}
        href={`/projects/${project}/shells/${row.id}`}
        aria-label={t('replayOf', { user, pod })}
      >
        {t('replay')}
      </LinkButton>
      <DownloadRecording project={project} row={row} small />
    </Flex>
  );
}

/** Downloads a recording, as asciinema plays it. */
export function DownloadRecording({ project, row, small = false }: RowProps & { small?: boolean }) {
  const t = useTranslations('shells');
  return (
    <Button
      size={small ? 'small' : 'middle'}
      icon={<DownloadOutlined />}
      href={urlOf(readShellRecording, { params: { project, shell: row.id } })}
      download
      aria-label={t('downloadOf', { user: row.user, pod: row.pod })}
    >
      {t('download')}
    </Button>
  );
}

import { Button, Flex, Tooltip, type TableColumnType, type TableColumnsType } from 'antd';
import Link from 'next/link';
import type { useTranslations } from 'next-intl';
import type { useDock } from '@/components/dock';
import { POD_TONES, RelativeTime, StateDot } from '@/components/ui';
import type { PodRow } from '@/lib/contract/live';
import type { PodSort } from '@/lib/contract/pods';
import { displayCpu, displayMemory } from '@/lib/domain/quantity';

interface Options {
  t: ReturnType<typeof useTranslations<'pods'>>;
  project: string;
  sort: string;
  dock: ReturnType<typeof useDock>;
  mayLogs: boolean;
  mayExec: boolean;
}

/** The columns of a list of pods, with what may be done with each. */
export function podColumns(options: Options): TableColumnsType<PodRow> {
  const { t, project } = options;
  const sorted = (key: PodSort): TableColumnType<PodRow> => ({
    key,
    title: t(`column.${key}`),
    sorter: true,
    sortOrder: options.sort === key ? 'ascend' : options.sort === `-${key}` ? 'descend' : null,
  });
  return [
    { ...sorted('name'), render: (_, pod) => <span className="mono">{pod.name}</span> },
    {
      ...sorted('app'),
      render: (_, pod) =>
        pod.app === null ? (
          <span className="quiet">{t('noApp')}</span>
        ) : (
          <Link href={`/projects/${project}/apps/${pod.app}`} prefetch={false}>
            {pod.app}
          </Link>
        ),
    },
    { ...sorted('state'), render: (_, pod) => <PodStatus pod={pod} t={t} /> },
    { ...sorted('restarts'), align: 'right', render: (_, pod) => pod.restarts },
    { ...sorted('started'), render: (_, pod) => <RelativeTime at={pod.startedAt} /> },
    { ...sorted('node'), render: (_, pod) => <span className="mono">{pod.node ?? '—'}</span> },
    { ...sorted('cpu'), align: 'right', render: (_, pod) => (pod.cpu === null ? '—' : displayCpu(pod.cpu)) },
    {
      ...sorted('memory'),
      align: 'right',
      render: (_, pod) => (pod.memory === null ? '—' : displayMemory(pod.memory)),
    },
    ...(options.mayLogs || options.mayExec
      ? [{ key: 'acts', title: t('column.acts'), render: (_: unknown, pod: PodRow) => acts(pod, options) }]
      : []),
  ];
}

/** What it comes to in the page's language, and the cluster's own word where that says more. */
function PodStatus({ pod, t }: { pod: PodRow; t: Options['t'] }) {
  const plain = pod.state === 'ready' || pod.state === 'completed' || pod.state === 'terminating';
  const word = <span className="quiet nowrap"> {pod.status}</span>;
  return (
    <>
      <StateDot tone={POD_TONES[pod.state]}>{t(`state.${pod.state}`)}</StateDot>
      {!plain && (pod.message === null ? word : <Tooltip title={pod.message}>{word}</Tooltip>)}
    </>
  );
}

function acts(pod: PodRow, { t, project, dock, mayLogs, mayExec }: Options) {
  const place = { project, pod: pod.name, container: pod.container };
  return (
    <Flex gap={4}>
      {mayLogs && (
        <Button size="small" aria-label={t('logOf', { pod: pod.name })} onClick={() => dock.openLog(place)}>
          {t('log')}
        </Button>
      )}
      {mayExec && pod.ran && (
        <Button
          size="small"
          aria-label={t('shellIn', { pod: pod.name })}
          onClick={() => dock.openShell(place)}
        >
          {t('shell')}
        </Button>
      )}
    </Flex>
  );
}

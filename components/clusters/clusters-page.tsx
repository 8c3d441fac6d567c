'use client';

import { useQuery } from '@tanstack/react-query';
import { Flex } from 'antd';
import { useTranslations } from 'next-intl';
import type { z } from 'zod';
import {
  EmptyState,
  ErrorState,
  Loading,
  PageHeader,
  PlainTable,
  RelativeTime,
  Section,
  StateDot,
} from '@/components/ui';
import { call } from '@/lib/client/call';
import { listClusters, type clusterSchema } from '@/lib/contract/clusters';
import { displayCpu, displayMemory } from '@/lib/domain/quantity';

type Cluster = z.output<typeof clusterSchema>;

/** The registered clusters and their nodes. */
export function ClustersPage() {
  const t = useTranslations('clusters');
  const query = useQuery({
    queryKey: ['clusters'],
    queryFn: ({ signal }) => call(listClusters, {}, { signal }),
  });
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      {query.isPending && <Loading rows={6} />}
      {query.error && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      {query.data?.items.length === 0 && <EmptyState>{t('empty')}</EmptyState>}
      <Flex vertical gap={16}>
        {query.data?.items.map((cluster) => (
          <ClusterSection key={cluster.name} cluster={cluster} />
        ))}
      </Flex>
    </>
  );
}

function ClusterSection({ cluster }: { cluster: Cluster }) {
  const t = useTranslations('clusters');
  return (
    <Section
      title={
        <Flex gap={12} align="baseline" wrap>
          {cluster.title || cluster.name}
          <StateDot tone={cluster.reachable ? 'ok' : 'bad'}>
            {cluster.reachable ? t('reachable', { version: cluster.version ?? '' }) : t('unreachable')}
          </StateDot>
        </Flex>
      }
      extra={
        <span className="quiet">
          {t('counts', { projects: cluster.projects, pods: cluster.pods ?? 0 })}
          {cluster.capacity &&
            ` · ${t('capacity', { cpu: displayCpu(cluster.capacity.cpu), memory: displayMemory(cluster.capacity.memory) })}`}
        </span>
      }
      flush
    >
      {cluster.problem ? (
        <EmptyState>{cluster.problem}</EmptyState>
      ) : (
        <PlainTable<Cluster['nodes'][number]>
          aria-label={t('nodesOf', { cluster: cluster.title || cluster.name })}
          rowKey={(node) => node.name}
          dataSource={cluster.nodes}
          columns={[
            { title: t('node'), key: 'name', render: (_, node) => <span className="mono">{node.name}</span> },
            {
              title: t('state'),
              key: 'state',
              render: (_, node) => (
                <StateDot tone={!node.ready ? 'bad' : node.schedulable ? 'ok' : 'paused'}>
                  {!node.ready ? t('notReady') : node.schedulable ? t('ready') : t('cordoned')}
                </StateDot>
              ),
            },
            { title: t('cpu'), key: 'cpu', render: (_, node) => displayCpu(node.cpu) },
            { title: t('memory'), key: 'memory', render: (_, node) => displayMemory(node.memory) },
            { title: t('architecture'), key: 'architecture', dataIndex: 'architecture' },
            { title: t('version'), key: 'version', dataIndex: 'version' },
            { title: t('age'), key: 'age', render: (_, node) => <RelativeTime at={node.createdAt} /> },
          ]}
        />
      )}
    </Section>
  );
}

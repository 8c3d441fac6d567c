'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { ErrorState, Loading, PlainTable, Section } from '@/components/ui';
import { call } from '@/lib/client/call';
import { getProjectUsage } from '@/lib/contract/projects';
import { displayCpu, displayMemory } from '@/lib/domain/quantity';
import { ProjectFrame } from './project-frame';
import { QuotaForm } from './quota-form';
import type { ProjectView } from './types';
import { UsageBars } from './usage-bars';

/** A project's quota with today's use of it, and for administrators the form. */
export function QuotaPage({ name }: { name: string }) {
  return (
    <ProjectFrame name={name} tab="quota">
      {(project, may) => <Quota project={project} mayManage={may('project.quota.manage')} />}
    </ProjectFrame>
  );
}

function Quota({ project, mayManage }: { project: ProjectView; mayManage: boolean }) {
  const t = useTranslations('projects');
  const query = useQuery({
    queryKey: ['project', project.name, 'usage'],
    queryFn: ({ signal }) => call(getProjectUsage, { params: { project: project.name } }, { signal }),
    refetchInterval: 10_000,
  });
  return (
    <div style={{ display: 'grid', gap: 16 }}>
      <Section title={t('usage.title')}>
        {query.isPending && <Loading rows={5} />}
        {query.error && (
          <ErrorState error={query.error} what={t('usage.cantShow')} retry={() => void query.refetch()} />
        )}
        {query.data && (
          <div style={{ display: 'grid', gap: 12, maxInlineSize: 640 }}>
            <UsageBars usage={query.data.usage} />
            {!mayManage && <p className="quiet">{t('usage.adminsOnly')}</p>}
          </div>
        )}
      </Section>
      {mayManage && query.data && (
        <Section title={t('quota.title')}>
          <QuotaForm key={JSON.stringify(query.data.quota)} project={project.name} quota={query.data.quota} />
        </Section>
      )}
      {query.data && query.data.apps.length > 0 && (
        <Section title={t('usage.byApp')} flush>
          <PlainTable
            aria-label={t('usage.byApp')}
            rowKey={(row) => row.app ?? ''}
            dataSource={query.data.apps}
            columns={[
              {
                key: 'app',
                title: t('usage.app'),
                render: (_, row) => row.app ?? <span className="quiet">{t('usage.noApp')}</span>,
              },
              { key: 'pods', title: t('resource.pods'), align: 'end', dataIndex: 'pods' },
              {
                key: 'cpu',
                title: t('usage.cpu'),
                align: 'end',
                render: (_, row) => `${displayCpu(row.cpuRequest)} / ${displayCpu(row.cpuLimit)}`,
              },
              {
                key: 'memory',
                title: t('usage.memory'),
                align: 'end',
                render: (_, row) => `${displayMemory(row.memoryRequest)} / ${displayMemory(row.memoryLimit)}`,
              },
            ]}
          />
        </Section>
      )}
    </div>
  );
}

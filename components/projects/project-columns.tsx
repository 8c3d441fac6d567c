import { Tag, type TableColumnsType } from 'antd';
import Link from 'next/link';
import type { useTranslations } from 'next-intl';
import { ProjectHealth } from './project-health';
import type { ProjectView } from './types';
import { UsageBars } from './usage-bars';

type Texts = ReturnType<typeof useTranslations<'projects'>>;
type EnvironmentTexts = ReturnType<typeof useTranslations<'common.environment'>>;

/** The columns of the projects' table. */
export function projectColumns(t: Texts, environment: EnvironmentTexts): TableColumnsType<ProjectView> {
  return [
    {
      key: 'name',
      title: t('column.name'),
      render: (_, row) => (
        <div>
          <Link href={`/projects/${row.name}`}>{row.displayName}</Link>
          {row.displayName !== row.name && <div className="mono quiet">{row.name}</div>}
        </div>
      ),
    },
    { key: 'health', title: t('column.health'), render: (_, row) => <ProjectHealth project={row} /> },
    { key: 'tenant', title: t('column.tenant'), render: (_, row) => row.tenantDisplayName },
    {
      key: 'environment',
      title: t('column.environment'),
      render: (_, row) => <Tag>{environment(row.environment)}</Tag>,
    },
    {
      key: 'usage',
      title: t('column.usage'),
      width: 260,
      render: (_, row) =>
        row.usage ? (
          <div style={{ display: 'grid', gap: 4, minInlineSize: 200 }}>
            <UsageBars usage={row.usage} only={['cpu', 'memory']} />
          </div>
        ) : (
          <span className="quiet">{t('usageUnknown')}</span>
        ),
    },
    { key: 'role', title: t('column.role'), render: (_, row) => t(`role.${row.role ?? 'administrator'}`) },
  ];
}

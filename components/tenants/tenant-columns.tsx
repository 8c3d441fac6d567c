import { Button, type TableColumnsType } from 'antd';
import type { useTranslations } from 'next-intl';
import { RelativeTime } from '@/components/ui';
import { CapBars } from './cap-bars';
import type { TenantView } from './types';

type Texts = ReturnType<typeof useTranslations<'tenants'>>;

/** The columns of the tenants' table. */
export function tenantColumns(t: Texts, open: (name: string) => void): TableColumnsType<TenantView> {
  return [
    {
      key: 'name',
      title: t('column.name'),
      render: (_, row) => (
        <div>
          <Button type="link" size="small" style={{ paddingInline: 0 }} onClick={() => open(row.name)}>
            {row.displayName}
          </Button>
          {row.displayName !== row.name && <div className="mono quiet">{row.name}</div>}
        </div>
      ),
    },
    { key: 'projects', title: t('column.projects'), align: 'end', render: (_, row) => row.projects },
    { key: 'members', title: t('column.members'), align: 'end', render: (_, row) => row.members },
    {
      key: 'given',
      title: t('column.given'),
      width: 260,
      render: (_, row) => <CapBars tenant={row} />,
    },
    {
      key: 'role',
      title: t('column.role'),
      render: (_, row) =>
        row.role ? t(`role.${row.role}`) : <span className="quiet">{t('role.none')}</span>,
    },
    { key: 'created', title: t('column.created'), render: (_, row) => <RelativeTime at={row.createdAt} /> },
  ];
}

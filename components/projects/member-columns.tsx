import { DeleteOutlined, EditOutlined } from '@ant-design/icons';
import { Button, Space, Tag, type TableColumnsType } from 'antd';
import type { useTranslations } from 'next-intl';
import { RelativeTime, StateDot } from '@/components/ui';
import type { ProjectMemberView } from './types';

type Texts = ReturnType<typeof useTranslations<'projects'>>;

interface Acts {
  edit: (member: ProjectMemberView) => void;
  remove: (member: ProjectMemberView) => void;
}

const RIGHTS = ['logs', 'exec', 'secrets'] as const;

/** The columns of a project's members; without acts for those who may only look. */
export function memberColumns(t: Texts, acts: Acts | null): TableColumnsType<ProjectMemberView> {
  const columns: TableColumnsType<ProjectMemberView> = [
    {
      key: 'name',
      title: t('column.name'),
      render: (_, row) => (
        <div>
          {row.displayName} {row.disabled && <StateDot tone="paused">{t('member.disabled')}</StateDot>}
          {row.displayName !== row.name && <div className="mono quiet">{row.name}</div>}
        </div>
      ),
    },
    {
      key: 'role',
      title: t('member.role'),
      render: (_, row) => (
        <>
          {t(`role.${row.role}`)}
          {row.source === 'tenant' && <div className="quiet">{t('member.byTenant')}</div>}
        </>
      ),
    },
    {
      key: 'rights',
      title: t('member.rights'),
      render: (_, row) => {
        const held = RIGHTS.filter((right) => row.rights[right]);
        if (held.length === 0) return <span className="quiet">{t('member.noRights')}</span>;
        return held.map((right) => (
          <Tag key={right} style={{ marginInlineEnd: 4 }}>
            {t(`right.${right}`)}
          </Tag>
        ));
      },
    },
    { key: 'since', title: t('member.since'), render: (_, row) => <RelativeTime at={row.since} /> },
  ];
  if (!acts) return columns;
  return [
    ...columns,
    {
      key: 'acts',
      title: <span className="visually-hidden">{t('column.acts')}</span>,
      align: 'end',
      render: (_, row) =>
        row.source === 'project' && (
          <Space size={0}>
            <Button
              type="text"
              size="small"
              icon={<EditOutlined />}
              aria-label={t('member.edit', { name: row.name })}
              onClick={() => acts.edit(row)}
            />
            <Button
              type="text"
              size="small"
              danger
              icon={<DeleteOutlined />}
              aria-label={t('member.removeOf', { name: row.name })}
              onClick={() => acts.remove(row)}
            />
          </Space>
        ),
    },
  ];
}

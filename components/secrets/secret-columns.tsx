import { DeleteOutlined, EditOutlined } from '@ant-design/icons';
import { Button, Space, Tag, type TableColumnsType } from 'antd';
import type { useTranslations } from 'next-intl';
import { RelativeTime } from '@/components/ui';
import styles from './secrets.module.css';
import type { SecretView } from './types';
import type { SecretUse } from './use-secret-uses';
import { UsedBy } from './used-by';

type Texts = ReturnType<typeof useTranslations<'secrets'>>;

interface Acts {
  open: (secret: SecretView) => void;
  edit: (secret: SecretView) => void;
  remove: (secret: SecretView) => void;
}

const MOST_KEYS = 4;

/** The columns of a project's Secrets. */
export function secretColumns(
  t: Texts,
  project: string,
  uses: SecretUse[] | undefined,
  acts: Acts,
): TableColumnsType<SecretView> {
  return [
    {
      key: 'name',
      title: t('column.name'),
      render: (_, row) => (
        <>
          <Button type="link" size="small" className={`mono ${styles.name}`} onClick={() => acts.open(row)}>
            {row.name}
          </Button>
          {row.type !== 'Opaque' && <div className="quiet mono">{row.type}</div>}
        </>
      ),
    },
    {
      key: 'keys',
      title: t('column.keys'),
      render: (_, row) => (
        <>
          {row.keys.slice(0, MOST_KEYS).map((key) => (
            <Tag key={key} className="mono" style={{ marginInlineEnd: 4 }}>
              {key}
            </Tag>
          ))}
          {row.keys.length > MOST_KEYS && (
            <span className="quiet">{t('moreKeys', { count: row.keys.length - MOST_KEYS })}</span>
          )}
          {row.keys.length === 0 && <span className="quiet">{t('noKeys')}</span>}
        </>
      ),
    },
    {
      key: 'usedBy',
      title: t('column.usedBy'),
      render: (_, row) => <UsedBy project={project} uses={uses?.filter((use) => use.secret === row.name)} />,
    },
    { key: 'created', title: t('column.created'), render: (_, row) => <RelativeTime at={row.createdAt} /> },
    {
      key: 'acts',
      title: <span className="visually-hidden">{t('column.acts')}</span>,
      align: 'end',
      render: (_, row) =>
        row.managed ? (
          <Space size={0}>
            <Button
              type="text"
              size="small"
              icon={<EditOutlined />}
              aria-label={t('editOf', { name: row.name })}
              onClick={() => acts.edit(row)}
            />
            <Button
              type="text"
              size="small"
              danger
              icon={<DeleteOutlined />}
              aria-label={t('delete.of', { name: row.name })}
              onClick={() => acts.remove(row)}
            />
          </Space>
        ) : (
          <span className="quiet">{t('foreignShort')}</span>
        ),
    },
  ];
}

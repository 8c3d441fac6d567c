'use client';

import { Alert, Button, Drawer } from 'antd';
import { useTranslations } from 'next-intl';
import { EmptyState, PlainTable, RelativeTime } from '@/components/ui';
import { RevealKey } from './reveal-key';
import styles from './secrets.module.css';
import type { SecretView } from './types';
import type { SecretUse } from './use-secret-uses';
import { UsedBy } from './used-by';

interface Props {
  project: string;
  /** Null while none is open. */
  secret: SecretView | null;
  uses: SecretUse[] | undefined;
  onClose: () => void;
  onEdit: (secret: SecretView) => void;
  onDelete: (secret: SecretView) => void;
}

/** One Secret: its keys, each to be revealed on its own, and who uses them. */
export function SecretDrawer({ project, secret, uses, onClose, onEdit, onDelete }: Props) {
  const t = useTranslations('secrets');
  return (
    <Drawer
      open={secret !== null}
      onClose={onClose}
      size={640}
      title={<span className="mono">{secret?.name}</span>}
      destroyOnHidden
      styles={{ wrapper: { maxInlineSize: '100vw' } }}
      extra={
        secret?.managed && (
          <div className={styles.acts}>
            <Button onClick={() => onEdit(secret)}>{t('edit')}</Button>
            <Button danger onClick={() => onDelete(secret)}>
              {t('delete.button')}
            </Button>
          </div>
        )
      }
    >
      {secret && (
        <div className={styles.stack}>
          <p className="quiet">
            {secret.type} · <RelativeTime at={secret.createdAt} />
          </p>
          <Alert
            type="info"
            showIcon
            title={secret.managed ? t('reveal.audited') : t('foreign')}
            description={secret.managed ? t('restartHint') : t('reveal.audited')}
          />
          {secret.keys.length === 0 ? (
            <EmptyState>{t('noKeys')}</EmptyState>
          ) : (
            <PlainTable<{ key: string }>
              aria-label={t('keysOf', { name: secret.name })}
              rowKey={({ key }) => key}
              dataSource={secret.keys.map((key) => ({ key }))}
              columns={[
                {
                  key: 'key',
                  title: t('column.key'),
                  render: (_, { key }) => <span className="mono">{key}</span>,
                },
                {
                  key: 'value',
                  title: t('column.value'),
                  render: (_, { key }) => <RevealKey project={project} secret={secret.name} keyName={key} />,
                },
                {
                  key: 'uses',
                  title: t('column.usedBy'),
                  render: (_, { key }) => (
                    <UsedBy
                      project={project}
                      uses={uses?.filter((use) => use.secret === secret.name && use.key === key)}
                    />
                  ),
                },
              ]}
            />
          )}
        </div>
      )}
    </Drawer>
  );
}

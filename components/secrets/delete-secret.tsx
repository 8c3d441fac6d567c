'use client';

import { Alert } from 'antd';
import { useTranslations } from 'next-intl';
import { NameConfirmModal, useAct } from '@/components/ui';
import { call } from '@/lib/client/call';
import { deleteSecret } from '@/lib/contract/secrets';
import type { SecretView } from './types';
import type { SecretUse } from './use-secret-uses';
import { UsedBy } from './used-by';

interface Props {
  project: string;
  /** Null while nothing is to be deleted. */
  secret: SecretView | null;
  uses: SecretUse[] | undefined;
  onClose: () => void;
  onDone: () => void;
}

/** Says who still uses a Secret, asks for its name, then deletes it. */
export function DeleteSecret({ project, secret, uses, onClose, onDone }: Props) {
  const t = useTranslations('secrets');
  const name = secret?.name ?? '';
  const here = uses?.filter((use) => use.secret === name);
  const act = useAct({
    run: () => call(deleteSecret, { params: { project, secret: name }, query: { confirm: name } }),
    done: t('delete.done', { name }),
    refresh: [['project', project, 'secrets']],
    toastError: false,
    onDone,
  });
  return (
    <NameConfirmModal
      open={secret !== null}
      title={t('delete.title', { name })}
      name={name}
      okText={t('delete.button')}
      busy={act.isPending}
      error={act.error}
      onCancel={() => {
        act.reset();
        onClose();
      }}
      onConfirm={() => act.mutate()}
    >
      <p style={{ marginBlockEnd: 8 }}>{t('delete.text')}</p>
      {here && here.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={
            <>
              {t('delete.usedBy')} <UsedBy project={project} uses={here} />
            </>
          }
          description={t('delete.usedText')}
        />
      )}
    </NameConfirmModal>
  );
}

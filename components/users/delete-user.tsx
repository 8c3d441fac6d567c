'use client';

import { useTranslations } from 'next-intl';
import { NameConfirmModal, useAct } from '@/components/ui';
import { call } from '@/lib/client/call';
import { deleteUser } from '@/lib/contract/users';
import type { UserRow } from './types';

/** Asks for the name, then deletes. */
export function DeleteUser({ user, onClose }: { user: UserRow | null; onClose: () => void }) {
  const t = useTranslations('users');
  const act = useAct<string>({
    run: (name) => call(deleteUser, { params: { user: name }, query: { confirm: name } }),
    done: (_, name) => t('deletedDone', { name }),
    refresh: [['users']],
    toastError: false,
    onDone: onClose,
  });
  const name = user?.name ?? '';
  return (
    <NameConfirmModal
      open={user !== null}
      title={t('delete.title', { name })}
      name={name}
      okText={t('delete.ok')}
      busy={act.isPending}
      error={act.error}
      onCancel={() => {
        act.reset();
        onClose();
      }}
      onConfirm={() => act.mutate(name)}
    >
      {t('delete.text')}
    </NameConfirmModal>
  );
}

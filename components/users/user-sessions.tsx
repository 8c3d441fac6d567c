'use client';

import { Drawer } from 'antd';
import { useTranslations } from 'next-intl';
import { SessionTable } from '@/components/settings/session-table';
import type { UserRow } from './types';

/** Where a user is signed in; each session can be ended. */
export function UserSessions({ user, onClose }: { user: UserRow | null; onClose: () => void }) {
  const t = useTranslations('users');
  return (
    <Drawer
      open={user !== null}
      onClose={onClose}
      title={t('sessions.title', { name: user?.name ?? '' })}
      size={720}
      destroyOnHidden
    >
      {user && <SessionTable user={user.name} />}
    </Drawer>
  );
}

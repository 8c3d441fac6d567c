import { App } from 'antd';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { useAct } from '@/components/ui';
import { call } from '@/lib/client/call';
import { resetPassword, updateUser } from '@/lib/contract/users';
import type { UserRow } from './types';

const REFRESH = [['users'], ['sessions']];

/** Disabling, enabling and a new password, each asked about first where it hurts. */
export function useUserActs({ onPassword }: { onPassword: (user: UserRow, password: string) => void }) {
  const t = useTranslations('users');
  const { modal } = App.useApp();
  const { mutateAsync: setDisabled } = useAct<{ user: UserRow; disabled: boolean }>({
    run: ({ user, disabled }) => call(updateUser, { params: { user: user.name }, body: { disabled } }),
    done: (_, { user, disabled }) => t(disabled ? 'disabledDone' : 'enabledDone', { name: user.name }),
    refresh: REFRESH,
  });
  const { mutateAsync: reset } = useAct<UserRow, { password: string | null }>({
    run: (user) => call(resetPassword, { params: { user: user.name }, body: {} }),
    refresh: REFRESH,
    onDone: ({ password }, user) => onPassword(user, password ?? ''),
  });
  return useMemo(() => {
    // The refusal is shown by useAct; the dialogue closes either way.
    const quiet = (act: Promise<unknown>) => act.catch(() => undefined);
    return {
      setDisabled: (user: UserRow, disabled: boolean) => {
        if (!disabled) return void quiet(setDisabled({ user, disabled }));
        void modal.confirm({
          title: t('disable.title', { name: user.name }),
          content: t('disable.text'),
          okText: t('disable.ok'),
          okButtonProps: { danger: true },
          onOk: () => quiet(setDisabled({ user, disabled })),
        });
      },
      resetPassword: (user: UserRow) => {
        void modal.confirm({
          title: t('reset.title', { name: user.name }),
          content: t('reset.text'),
          okText: t('reset.ok'),
          onOk: () => quiet(reset(user)),
        });
      },
    };
  }, [t, modal, setDisabled, reset]);
}

'use client';

import { Form, Input, Radio } from 'antd';
import { useTranslations } from 'next-intl';
import { FormDialog } from '@/components/ui';
import { call } from '@/lib/client/call';
import { useMe } from '@/lib/client/me';
import { createUser, updateUser } from '@/lib/contract/users';
import { passwordFault, userNameSchema } from '@/lib/domain/identity';
import type { UserRow } from './types';

interface Values {
  name: string;
  displayName?: string;
  email?: string;
  platformRole: 'admin' | 'user';
  password?: string;
}

interface Props {
  open: boolean;
  /** Null for a new one. */
  user: UserRow | null;
  onClose: () => void;
  /** `password` when it was generated. */
  onCreated: (user: UserRow, password: string | null) => void;
}

/** Makes or edits a user. */
export function UserForm({ open, user, onClose, onCreated }: Props) {
  const t = useTranslations('users');
  const p = useTranslations('settings.password');
  const me = useMe();
  return (
    <FormDialog<Values, UserRow & { password?: string | null }>
      open={open}
      subject={user?.id ?? ''}
      title={user ? t('form.editTitle', { name: user.name }) : t('form.createTitle')}
      okText={user ? t('form.submitEdit') : t('form.submitCreate')}
      initial={
        user
          ? { displayName: user.displayName, email: user.email ?? '', platformRole: user.platformRole }
          : { platformRole: 'user' }
      }
      run={(values) => (user ? change(user, values) : create(values))}
      done={(row) => t(user ? 'saved' : 'created', { name: row.name })}
      taken={t('form.taken')}
      refresh={[['users']]}
      onClose={onClose}
      onDone={(row) => (user ? onClose() : onCreated(row, row.password ?? null))}
    >
      {!user && (
        <Form.Item
          name="name"
          label={t('form.name')}
          extra={t('form.nameHint')}
          rules={[
            { required: true, message: t('form.required') },
            {
              validator: (_, value: string | undefined) =>
                !value || userNameSchema.safeParse(value).success
                  ? Promise.resolve()
                  : Promise.reject(new Error(t('form.nameRule'))),
            },
          ]}
        >
          <Input className="mono" autoFocus autoComplete="off" autoCapitalize="none" spellCheck={false} />
        </Form.Item>
      )}
      <Form.Item
        name="displayName"
        label={t('form.displayName')}
        {...(user ? {} : { extra: t('form.displayNameHint') })}
        rules={user ? [{ required: true, whitespace: true, message: t('form.required') }] : []}
      >
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="email"
        label={t('form.email')}
        rules={[{ type: 'email', message: t('form.emailRule') }]}
      >
        <Input maxLength={254} autoComplete="off" inputMode="email" />
      </Form.Item>
      <Form.Item name="platformRole" label={t('form.role')}>
        <Radio.Group disabled={user?.id === me.id} style={{ display: 'grid', gap: 8 }}>
          {(['user', 'admin'] as const).map((role) => (
            <Radio key={role} value={role}>
              {t(`role.${role}`)} <span className="quiet">– {t(`roleHint.${role}`)}</span>
            </Radio>
          ))}
        </Radio.Group>
      </Form.Item>
      {!user && (
        <Form.Item
          name="password"
          label={t('form.password')}
          extra={t('form.passwordHint')}
          dependencies={['name']}
          rules={[
            ({ getFieldValue }) => ({
              validator: (_, value: string | undefined) => {
                const fault = value ? passwordFault(value, String(getFieldValue('name') ?? '')) : null;
                return fault ? Promise.reject(new Error(p(fault))) : Promise.resolve();
              },
            }),
          ]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
      )}
    </FormDialog>
  );
}

function create(values: Values) {
  return call(createUser, {
    body: {
      name: values.name,
      displayName: values.displayName?.trim() || undefined,
      email: values.email?.trim() || undefined,
      password: values.password || undefined,
      platformRole: values.platformRole,
    },
  });
}

function change(user: UserRow, values: Values) {
  return call(updateUser, {
    params: { user: user.name },
    body: {
      displayName: values.displayName,
      email: values.email?.trim() || null,
      platformRole: values.platformRole,
    },
  });
}

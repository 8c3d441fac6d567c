'use client';

import { Button, Form, Input } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ErrorState } from '@/components/ui/error-state';
import { useAct } from '@/components/ui/use-act';
import { ApiError, call } from '@/lib/client/call';
import { changeMyPassword } from '@/lib/contract/me';
import { passwordFault } from '@/lib/domain/identity';

interface Values {
  current: string;
  password: string;
  repeat: string;
}

interface Props {
  userName: string;
  submit: string;
  /** Said when it is done; nothing when the page goes on. */
  done?: string;
  autoFocus?: boolean;
  onDone?: () => void;
}

/** Changes one's own password. */
export function PasswordForm({ userName, submit, done, autoFocus = false, onDone }: Props) {
  const t = useTranslations('settings.password');
  const [form] = Form.useForm<Values>();
  const [error, setError] = useState<unknown>(null);
  const act = useAct<Values>({
    run: ({ current, password }) => call(changeMyPassword, { body: { current, password } }),
    ...(done ? { done } : {}),
    refresh: [['sessions']],
    toastError: false,
    onDone: () => {
      form.resetFields();
      onDone?.();
    },
    onError: (refused) => {
      if (refused instanceof ApiError && refused.code === 'password.current') {
        form.setFields([{ name: 'current', errors: [t('wrong')] }]);
        form.scrollToField('current', { focus: true });
        return;
      }
      setError(refused);
    },
  });
  return (
    <Form<Values>
      form={form}
      layout="vertical"
      requiredMark={false}
      style={{ maxInlineSize: 400 }}
      onFinish={(values) => {
        setError(null);
        act.mutate(values);
      }}
    >
      {/* For password managers, which otherwise do not know whose password this is. */}
      <input
        className="visually-hidden"
        type="text"
        name="username"
        autoComplete="username"
        value={userName}
        readOnly
        tabIndex={-1}
        aria-hidden="true"
      />
      <Form.Item name="current" label={t('current')} rules={[{ required: true, message: t('required') }]}>
        <Input.Password autoComplete="current-password" autoFocus={autoFocus} />
      </Form.Item>
      <Form.Item
        name="password"
        label={t('next')}
        extra={t('hint')}
        dependencies={['current']}
        rules={[
          { required: true, message: t('required') },
          ({ getFieldValue }) => ({
            validator: (_, value: string | undefined) => {
              if (!value) return Promise.resolve();
              const fault = passwordFault(value, userName);
              if (fault) return Promise.reject(new Error(t(fault)));
              return value === getFieldValue('current')
                ? Promise.reject(new Error(t('same')))
                : Promise.resolve();
            },
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="repeat"
        label={t('repeat')}
        dependencies={['password']}
        rules={[
          { required: true, message: t('required') },
          ({ getFieldValue }) => ({
            validator: (_, value: string | undefined) =>
              !value || value === getFieldValue('password')
                ? Promise.resolve()
                : Promise.reject(new Error(t('differs'))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      {error !== null && (
        <Form.Item>
          <ErrorState error={error} />
        </Form.Item>
      )}
      <Button type="primary" htmlType="submit" loading={act.isPending}>
        {submit}
      </Button>
    </Form>
  );
}

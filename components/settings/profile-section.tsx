'use client';

import { Button, Form, Input } from 'antd';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { Section, showFieldErrors, useAct } from '@/components/ui';
import { call } from '@/lib/client/call';
import { useMe } from '@/lib/client/me';
import { updateMe } from '@/lib/contract/me';

/** Who one is here, and the name that others see. */
export function ProfileSection() {
  const t = useTranslations('settings.profile');
  const p = useTranslations('settings.password');
  const u = useTranslations('users.role');
  const me = useMe();
  const router = useRouter();
  const [form] = Form.useForm<{ displayName: string }>();
  const act = useAct<{ displayName: string }>({
    run: (body) => call(updateMe, { body }),
    done: t('saved'),
    // The frame got the name from the server.
    onDone: () => router.refresh(),
    onError: (error) => showFieldErrors(form, error),
  });
  return (
    <Section title={t('title')}>
      <dl className="facts" style={{ display: 'flex', gap: 32, flexWrap: 'wrap', marginBlockEnd: 16 }}>
        <div>
          <dt className="quiet">{t('name')}</dt>
          <dd className="mono">{me.name}</dd>
        </div>
        <div>
          <dt className="quiet">{t('role')}</dt>
          <dd>{u(me.admin ? 'admin' : 'user')}</dd>
        </div>
      </dl>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        style={{ maxInlineSize: 400 }}
        initialValues={{ displayName: me.displayName }}
        onFinish={(values) => act.mutate(values)}
      >
        <Form.Item
          name="displayName"
          label={t('displayName')}
          rules={[{ required: true, whitespace: true, message: p('required') }]}
        >
          <Input maxLength={100} autoComplete="name" />
        </Form.Item>
        <Button htmlType="submit" loading={act.isPending}>
          {t('save')}
        </Button>
      </Form>
    </Section>
  );
}

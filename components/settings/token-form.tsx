'use client';

import { Form, Input, Modal, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { ErrorState, showFieldErrors, useAct } from '@/components/ui';
import { call } from '@/lib/client/call';
import type { Answer } from '@/lib/contract/operation';
import { createToken, TOKEN_DAYS_DEFAULT } from '@/lib/contract/tokens';

interface Values {
  name: string;
  days: number;
}

interface Props {
  open: boolean;
  onClose: () => void;
  onMade: (token: Answer<typeof createToken>) => void;
}

const DAYS = [7, 30, TOKEN_DAYS_DEFAULT, 365];

/** Asks for a token's name and how long it holds. */
export function TokenForm({ open, onClose, onMade }: Props) {
  const t = useTranslations('settings.tokens');
  const p = useTranslations('settings.password');
  const [form] = Form.useForm<Values>();
  const act = useAct<Values, Answer<typeof createToken>>({
    run: (body) => call(createToken, { body }),
    refresh: [['tokens']],
    toastError: false,
    onDone: onMade,
    onError: (error) => showFieldErrors(form, error),
  });
  return (
    <Modal
      open={open}
      title={t('formTitle')}
      okText={t('submit')}
      okButtonProps={{ loading: act.isPending }}
      onOk={form.submit}
      onCancel={onClose}
      afterClose={() => {
        form.resetFields();
        act.reset();
      }}
      destroyOnHidden
    >
      <Form<Values>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ days: TOKEN_DAYS_DEFAULT }}
        onFinish={(values) => act.mutate(values)}
      >
        <Form.Item
          name="name"
          label={t('formName')}
          extra={t('formNameHint')}
          rules={[{ required: true, whitespace: true, message: p('required') }]}
        >
          <Input maxLength={100} autoFocus autoComplete="off" />
        </Form.Item>
        <Form.Item name="days" label={t('formDays')}>
          <Select options={DAYS.map((days) => ({ value: days, label: t('days', { days }) }))} />
        </Form.Item>
        {act.error && <ErrorState error={act.error} />}
      </Form>
    </Modal>
  );
}

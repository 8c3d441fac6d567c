'use client';

import { Form, Input, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { FormDialog } from '@/components/ui';
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
  return (
    <FormDialog<Values, Answer<typeof createToken>>
      open={open}
      title={t('formTitle')}
      okText={t('submit')}
      initial={{ days: TOKEN_DAYS_DEFAULT }}
      run={(body) => call(createToken, { body })}
      refresh={[['tokens']]}
      onClose={onClose}
      onDone={onMade}
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
    </FormDialog>
  );
}

'use client';

import { SnippetsOutlined } from '@ant-design/icons';
import { Alert, Button, Flex, Form, Input } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { parseDotenv } from '@/lib/domain/secret';
import { withEntries, type SecretRow, type SecretValues } from './form-values';

/** A whole `.env` at once: what was pasted becomes rows, which can still be looked through. */
export function PasteDotenv() {
  const t = useTranslations('secrets.paste');
  const form = Form.useFormInstance<SecretValues>();
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  const { entries, faults } = parseDotenv(text);
  if (!open) {
    return (
      <Button
        type="link"
        icon={<SnippetsOutlined />}
        style={{ paddingInline: 0 }}
        onClick={() => setOpen(true)}
      >
        {t('open')}
      </Button>
    );
  }
  const close = () => {
    setText('');
    setOpen(false);
  };
  const take = () => {
    const rows = (form.getFieldValue('rows') as SecretRow[] | undefined) ?? [];
    form.setFieldValue('rows', withEntries(rows, entries));
    close();
  };
  return (
    <Flex vertical gap={8}>
      <Input.TextArea
        className="mono"
        aria-label={t('label')}
        placeholder={'DB_HOST=db\nDB_PASSWORD="…"'}
        autoFocus
        autoSize={{ minRows: 4, maxRows: 12 }}
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {faults.length > 0 && (
        <Alert type="warning" showIcon role="status" title={t('faults', { lines: faults.join(', ') })} />
      )}
      <Flex gap={8}>
        <Button onClick={take} disabled={entries.length === 0}>
          {t('take', { count: entries.length })}
        </Button>
        <Button type="text" onClick={close}>
          {t('cancel')}
        </Button>
      </Flex>
    </Flex>
  );
}

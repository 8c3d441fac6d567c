'use client';

import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input } from 'antd';
import { useTranslations } from 'next-intl';
import { FormDialog } from '@/components/ui';
import { call } from '@/lib/client/call';
import { podNameSchema } from '@/lib/contract/common';
import { putSecret } from '@/lib/contract/secrets';
import { changedValues, firstRows, type SecretRow, type SecretValues } from './form-values';
import { PasteDotenv } from './paste-dotenv';
import styles from './secrets.module.css';
import type { SecretView } from './types';

interface Props {
  project: string;
  open: boolean;
  /** Null for a new one. */
  secret: SecretView | null;
  /** Name and keys to begin a new one with. */
  wanted?: { name: string; keys: string[] } | undefined;
  /** Names that a new one must not take. */
  taken: readonly string[];
  onClose: () => void;
}

/** Makes a Secret or changes its keys; values that are there are never shown here. */
export function SecretForm({ project, open, secret, wanted, taken, onClose }: Props) {
  const t = useTranslations('secrets');
  const before = secret?.keys ?? [];
  const rows = wanted?.keys.length
    ? wanted.keys.map((key) => ({ key, value: '', known: false }))
    : firstRows(before);
  return (
    <FormDialog<SecretValues, SecretView>
      open={open}
      subject={secret?.name ?? wanted?.name ?? ''}
      width={640}
      title={secret ? t('form.editTitle', { name: secret.name }) : t('create')}
      okText={secret ? t('form.save') : t('form.submit')}
      initial={{ name: wanted?.name ?? '', rows }}
      run={(values) =>
        call(putSecret, {
          params: { project, secret: secret?.name ?? values.name },
          body: { values: changedValues(before, values.rows ?? []) },
        })
      }
      done={(row) => t('saved', { name: row.name })}
      taken={t('form.taken')}
      refresh={[['project', project, 'secrets']]}
      onClose={onClose}
    >
      {!secret && (
        <Form.Item
          name="name"
          label={t('form.name')}
          extra={t('form.nameHint')}
          rules={[
            { required: true, message: t('form.required') },
            {
              validator: (_, value: string | undefined) => {
                if (!value) return Promise.resolve();
                if (value.startsWith('berth-')) return Promise.reject(new Error(t('form.reserved')));
                // Writing to one that is there would change it, and nobody asked for that.
                if (taken.includes(value)) return Promise.reject(new Error(t('form.taken')));
                return podNameSchema.safeParse(value).success
                  ? Promise.resolve()
                  : Promise.reject(new Error(t('form.nameRule')));
              },
            },
          ]}
        >
          <Input
            className="mono"
            autoFocus
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={253}
          />
        </Form.Item>
      )}
      <Rows />
      <PasteDotenv />
    </FormDialog>
  );
}

function Rows() {
  const t = useTranslations('secrets');
  return (
    <Form.List
      name="rows"
      rules={[
        {
          validator: (_, rows: SecretRow[] | undefined) =>
            rows && rows.length > 0 ? Promise.resolve() : Promise.reject(new Error(t('form.noKeys'))),
        },
      ]}
    >
      {(fields, { add, remove }, { errors }) => (
        <fieldset className={styles.rows}>
          <legend>{t('form.keys')}</legend>
          {fields.map((field) => (
            <RowFields key={field.key} index={field.name} onRemove={() => remove(field.name)} />
          ))}
          <Form.ErrorList errors={errors} />
          <Button
            type="dashed"
            icon={<PlusOutlined />}
            onClick={() => add({ key: '', value: '', known: false })}
          >
            {t('form.addKey')}
          </Button>
        </fieldset>
      )}
    </Form.List>
  );
}

function RowFields({ index, onRemove }: { index: number; onRemove: () => void }) {
  const t = useTranslations('secrets');
  const row = Form.useWatch(['rows', index]) as SecretRow | undefined;
  const known = row?.known ?? false;
  return (
    <div className={styles.row}>
      <Form.Item
        name={[index, 'key']}
        rules={[
          { required: true, message: t('form.required') },
          { pattern: /^[-._a-zA-Z0-9]+$/, message: t('form.keyRule') },
          ({ getFieldValue }) => ({
            validator: (_, value: string) => {
              const all = (getFieldValue('rows') as SecretRow[] | undefined) ?? [];
              return value && all.filter((other) => other?.key === value).length > 1
                ? Promise.reject(new Error(t('form.keyTwice')))
                : Promise.resolve();
            },
          }),
        ]}
      >
        <Input
          className="mono"
          placeholder={t('form.key')}
          aria-label={t('form.key')}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={253}
          readOnly={known}
          variant={known ? 'filled' : 'outlined'}
        />
      </Form.Item>
      <Form.Item name={[index, 'value']}>
        <Input.TextArea
          className="mono"
          placeholder={known ? t('form.unchanged') : t('form.value')}
          aria-label={row?.key ? t('form.valueOf', { key: row.key }) : t('form.value')}
          autoSize={{ minRows: 1, maxRows: 8 }}
          autoComplete="off"
          spellCheck={false}
          maxLength={262_144}
        />
      </Form.Item>
      <Form.Item name={[index, 'known']} hidden>
        <Input />
      </Form.Item>
      <Button
        type="text"
        icon={<DeleteOutlined />}
        aria-label={t('form.removeKey', { key: row?.key ?? '' })}
        onClick={onRemove}
      />
    </div>
  );
}

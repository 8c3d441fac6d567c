'use client';

import { useQuery } from '@tanstack/react-query';
import { Form, Input, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { call } from '@/lib/client/call';
import { listSecrets } from '@/lib/contract/secrets';
import styles from '../apps.module.css';

interface Props {
  project: string;
  /** The row of the environment. */
  index: number;
  /** Without the right to Secrets what is set stays as it is, and nothing can be chosen. */
  mayChoose: boolean;
}

/** The Secret and the key of it that a variable takes its value from. */
export function SecretKeyFields({ project, index, mayChoose }: Props) {
  const t = useTranslations('deploy');
  const form = Form.useFormInstance();
  const chosen = Form.useWatch(['env', index, 'secretName']) as string | undefined;
  const query = useQuery({
    queryKey: ['project', project, 'secrets', 'choice'],
    queryFn: ({ signal }) => call(listSecrets, { params: { project } }, { signal }),
    enabled: mayChoose,
  });
  const secrets = query.data?.items ?? [];
  const keys = secrets.find((secret) => secret.name === chosen)?.keys ?? [];
  const fields = [
    {
      name: 'secretName',
      label: t('secretName'),
      options: secrets.map((secret) => secret.name),
      onChange: () => form.setFieldValue(['env', index, 'secretKey'], ''),
    },
    { name: 'secretKey', label: t('secretKey'), options: keys, onChange: undefined },
  ];
  return fields.map(({ name, label, options, onChange }) => (
    <Form.Item
      key={name}
      name={[index, name]}
      className={styles.envPart ?? ''}
      rules={[{ required: true, message: t('required') }]}
      getValueProps={(value: string) => ({ value: mayChoose && value === '' ? undefined : value })}
    >
      {mayChoose ? (
        <Select
          className="mono"
          showSearch
          aria-label={label}
          placeholder={label}
          loading={query.isFetching}
          notFoundContent={t('secretNone')}
          options={options.map((value) => ({ value, label: value }))}
          {...(onChange ? { onChange } : {})}
        />
      ) : (
        <Input className="mono" aria-label={label} readOnly variant="filled" />
      )}
    </Form.Item>
  ));
}

'use client';

import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Flex, Form, Input, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useMay } from '../use-may';
import { SecretKeyFields } from './secret-key-fields';
import styles from '../apps.module.css';

/** Rows of environment variables: a value, or a key of a Secret. */
export function EnvEditor({ project }: { project: string }) {
  const t = useTranslations('deploy');
  const mayChoose = useMay(project)('secrets.manage');
  return (
    <Form.List name="env">
      {(rows, { add, remove }) => (
        <Flex vertical gap={8}>
          {rows.map((row) => (
            <EnvRowFields
              key={row.key}
              project={project}
              index={row.name}
              mayChoose={mayChoose}
              onRemove={() => remove(row.name)}
            />
          ))}
          <Button
            type="dashed"
            icon={<PlusOutlined />}
            onClick={() => add({ name: '', source: 'value', value: '', secretName: '', secretKey: '' })}
          >
            {t('envAdd')}
          </Button>
        </Flex>
      )}
    </Form.List>
  );
}

interface RowProps {
  project: string;
  index: number;
  mayChoose: boolean;
  onRemove: () => void;
}

function EnvRowFields({ project, index, mayChoose, onRemove }: RowProps) {
  const t = useTranslations('deploy');
  const source = Form.useWatch(['env', index, 'source']) as 'value' | 'secret' | undefined;
  return (
    <Flex gap={8} wrap align="start">
      <Form.Item
        name={[index, 'name']}
        className={styles.envName ?? ''}
        rules={[{ pattern: /^[A-Za-z_][A-Za-z0-9_.-]*$/, message: t('envNameRule') }]}
      >
        <Input placeholder={t('envName')} aria-label={t('envName')} className="mono" autoComplete="off" />
      </Form.Item>
      <Form.Item name={[index, 'source']} noStyle>
        <Select
          aria-label={t('envSource')}
          style={{ width: 110 }}
          options={[
            { value: 'value', label: t('envValue') },
            { value: 'secret', label: 'Secret', disabled: !mayChoose && source !== 'secret' },
          ]}
        />
      </Form.Item>
      {source === 'secret' ? (
        <SecretKeyFields project={project} index={index} mayChoose={mayChoose} />
      ) : (
        <Form.Item name={[index, 'value']} className={styles.envValue ?? ''}>
          <Input placeholder={t('envValue')} aria-label={t('envValue')} className="mono" autoComplete="off" />
        </Form.Item>
      )}
      <Button type="text" icon={<DeleteOutlined />} aria-label={t('envRemove')} onClick={onRemove} />
    </Flex>
  );
}

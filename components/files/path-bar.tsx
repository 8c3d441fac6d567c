'use client';

import { ArrowUpOutlined, ReloadOutlined } from '@ant-design/icons';
import { Button, Form, Input, Space, Tooltip } from 'antd';
import { useTranslations } from 'next-intl';
import { filePathProblem, normalPath, parentPath } from '@/lib/domain/file';

interface Props {
  path: string;
  onPath: (path: string) => void;
  onReload: () => void;
  loading: boolean;
}

/** Where one is: typed, one up, or once more. */
export function PathBar({ path, onPath, onReload, loading }: Props) {
  const t = useTranslations('files');
  return (
    <Form<{ path: string }>
      initialValues={{ path }}
      onFinish={(values) => {
        const next = normalPath(values.path);
        if (next === path) onReload();
        else onPath(next);
      }}
    >
      <Space.Compact block>
        <Tooltip title={t('up')}>
          <Button
            icon={<ArrowUpOutlined />}
            aria-label={t('up')}
            disabled={path === '/'}
            onClick={() => onPath(parentPath(path))}
          />
        </Tooltip>
        <Form.Item
          name="path"
          noStyle
          rules={[
            {
              validator: (_, value: string) =>
                filePathProblem(value) === null ? Promise.resolve() : Promise.reject(new Error(t('badPath'))),
            },
          ]}
        >
          <Input className="mono" aria-label={t('path')} spellCheck={false} autoComplete="off" />
        </Form.Item>
        <Button htmlType="submit">{t('go')}</Button>
        <Tooltip title={t('reload')}>
          <Button icon={<ReloadOutlined />} aria-label={t('reload')} loading={loading} onClick={onReload} />
        </Tooltip>
      </Space.Compact>
      <Form.Item noStyle shouldUpdate>
        {({ getFieldError }) => {
          const [problem] = getFieldError('path');
          return problem === undefined ? null : <p role="alert">{problem}</p>;
        }}
      </Form.Item>
    </Form>
  );
}

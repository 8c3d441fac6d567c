'use client';

import { Collapse, Form, Input, InputNumber, Select, Typography } from 'antd';
import { useTranslations } from 'next-intl';
import { EnvEditor } from './env-editor';
import { linesToArgs, type DeployValues } from './form-values';
import { ResourceSliders, type Most } from './resource-sliders';
import styles from '../apps.module.css';

/** The parts with good defaults, folded; each summary says what holds now. */
export function FoldedParts({ project, most }: { project: string; most: Most }) {
  const t = useTranslations('deploy');
  const form = Form.useFormInstance<DeployValues>();
  const values = (Form.useWatch([], form) as Partial<DeployValues> | undefined) ?? {};
  const env = values.env ?? [];
  const command = linesToArgs(values.command ?? '');
  const readiness = values.port ? (values.readiness ?? 'auto') : 'none';
  return (
    <Collapse
      ghost
      size="small"
      items={[
        {
          key: 'env',
          label: <Summary name={t('env')} now={t('envSummary', { count: env.length })} />,
          children: <EnvEditor project={project} />,
          forceRender: true,
        },
        {
          key: 'requests',
          label: <Summary name={t('requests')} now={t('requestsHint')} />,
          forceRender: true,
          children: <ResourceSliders most={most} what="request" />,
        },
        {
          key: 'command',
          label: (
            <Summary name={t('command')} now={command.length > 0 ? command.join(' ') : t('commandDefault')} />
          ),
          forceRender: true,
          children: (
            <>
              <Form.Item name="command" label={t('command')} extra={t('onePerLine')}>
                <Input.TextArea autoSize={{ minRows: 1, maxRows: 8 }} className="mono" />
              </Form.Item>
              <Form.Item name="args" label={t('args')} extra={t('onePerLine')}>
                <Input.TextArea autoSize={{ minRows: 1, maxRows: 8 }} className="mono" />
              </Form.Item>
            </>
          ),
        },
        {
          key: 'readiness',
          label: <Summary name={t('readiness')} now={t(`readinessNow.${readiness}`)} />,
          forceRender: true,
          children: (
            <>
              <Form.Item name="readiness" label={t('readinessKind')}>
                <Select
                  options={(['auto', 'tcp', 'http', 'none'] as const).map((kind) => ({
                    value: kind,
                    label: t(`readinessKinds.${kind}`),
                  }))}
                />
              </Form.Item>
              {values.readiness === 'http' && (
                <Form.Item
                  name="readinessPath"
                  label={t('readinessPath')}
                  rules={[{ pattern: /^\//, message: t('pathRule') }]}
                >
                  <Input className="mono" />
                </Form.Item>
              )}
            </>
          ),
        },
      ]}
    />
  );
}

function Summary({ name, now }: { name: string; now: string }) {
  return (
    <span>
      {name} <Typography.Text type="secondary">{now}</Typography.Text>
    </span>
  );
}

const MOST_REPLICAS = 1000;

/** Port and replicas: the two numbers most people look at. */
export function NumberFields() {
  const t = useTranslations('deploy');
  return (
    <div className={styles.numbers}>
      <Form.Item name="replicas" label={t('replicas')} rules={[{ required: true, message: t('required') }]}>
        {/* What the quota has no room for is said in the plan, with what fits. */}
        <InputNumber min={0} max={MOST_REPLICAS} precision={0} style={{ width: '100%' }} />
      </Form.Item>
      <Form.Item name="port" label={t('port')} extra={t('portHint')}>
        <InputNumber
          min={1}
          max={65535}
          precision={0}
          style={{ width: '100%' }}
          placeholder={t('portNone')}
        />
      </Form.Item>
    </div>
  );
}

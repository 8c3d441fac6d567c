'use client';

import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Checkbox, Form, Input, InputNumber } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ErrorState, showFieldErrors, useAct } from '@/components/ui';
import { call } from '@/lib/client/call';
import { checkProjectQuota, setProjectQuota } from '@/lib/contract/projects';
import { LEAST_MEMORY, quotaSchema, type Quota } from '@/lib/domain/project';

/** The quota as a form; what today's use or the tenant's cap says against it stands there before it is saved. */
export function QuotaForm({ project, quota }: { project: string; quota: Quota }) {
  const t = useTranslations('projects');
  const [form] = Form.useForm<Quota>();
  const [draft, setDraft] = useState<Quota>(quota);
  const [accepted, setAccepted] = useState(false);
  const changed = JSON.stringify(draft) !== JSON.stringify(quota);
  const valid = quotaSchema.safeParse(draft).success;
  const check = useQuery({
    queryKey: ['project', project, 'quota-check', draft],
    queryFn: ({ signal }) =>
      call(checkProjectQuota, { params: { project }, query: { ...draft } }, { signal }),
    enabled: changed && valid,
  });
  const act = useAct<Quota>({
    run: (values) =>
      call(setProjectQuota, { params: { project }, body: { ...values, acceptBelowUse: accepted } }),
    done: t('quota.saved'),
    refresh: [['project', project], ['projects'], ['tenants']],
    toastError: false,
    onError: (error) => showFieldErrors(form, error),
  });
  const exceeded = changed && valid ? (check.data?.exceeded ?? []) : [];
  const cap = changed && valid ? (check.data?.cap ?? null) : null;
  const blocked = !changed || !valid || cap !== null || (exceeded.length > 0 && !accepted);
  return (
    <Form<Quota>
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={quota}
      style={{ maxInlineSize: 640 }}
      onValuesChange={(_, values) => {
        setAccepted(false);
        act.reset();
        setDraft({ ...quota, ...values });
      }}
      onFinish={() => act.mutate(draft)}
    >
      <div
        style={{
          display: 'grid',
          gap: '0 16px',
          gridTemplateColumns: 'repeat(auto-fit, minmax(180px, 1fr))',
        }}
      >
        <Form.Item
          name="cpu"
          label={t('form.cpu')}
          extra={t('form.cpuExample')}
          rules={[partRule('cpu', t('form.cpuRule'))]}
        >
          <Input maxLength={30} autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="memory"
          label={t('form.memory')}
          extra={t('form.memoryExample')}
          rules={[partRule('memory', t('form.memoryRule', { least: LEAST_MEMORY }))]}
        >
          <Input maxLength={30} autoComplete="off" />
        </Form.Item>
        <Form.Item name="pods" label={t('resource.pods')} rules={[partRule('pods', t('form.required'))]}>
          <InputNumber min={1} max={100_000} precision={0} style={{ inlineSize: '100%' }} />
        </Form.Item>
        <Form.Item
          name="volumes"
          label={t('resource.volumes')}
          rules={[partRule('volumes', t('form.required'))]}
        >
          <InputNumber min={0} max={10_000} precision={0} style={{ inlineSize: '100%' }} />
        </Form.Item>
        <Form.Item
          name="storage"
          label={t('resource.storage')}
          extra={t('form.memoryExample')}
          rules={[partRule('storage', t('form.memoryRule', { least: LEAST_MEMORY }))]}
        >
          <Input maxLength={30} autoComplete="off" />
        </Form.Item>
      </div>
      {cap && (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={t('quota.cap', {
            resource: t(`resource.${cap.resource}`),
            left: cap.left,
            asked: cap.asked,
          })}
        />
      )}
      {exceeded.length > 0 && (
        <Alert
          type="warning"
          showIcon
          role="alert"
          title={t('quota.below')}
          description={
            <>
              <ul style={{ marginBlock: 4, paddingInlineStart: 20 }}>
                {exceeded.map((part) => (
                  <li key={part.resource}>
                    {t('quota.belowPart', {
                      resource: t(`resource.${part.resource}`),
                      used: part.used,
                      hard: part.hard,
                    })}
                  </li>
                ))}
              </ul>
              <Checkbox checked={accepted} onChange={(event) => setAccepted(event.target.checked)}>
                {t('quota.accept')}
              </Checkbox>
            </>
          }
        />
      )}
      {act.error && <ErrorState error={act.error} />}
      <Button
        type="primary"
        htmlType="submit"
        style={{ marginBlockStart: 16 }}
        disabled={blocked}
        loading={act.isPending || (changed && check.isFetching)}
      >
        {t('quota.save')}
      </Button>
    </Form>
  );
}

function partRule(part: keyof Quota, message: string) {
  return {
    validator: (_: unknown, value: unknown) =>
      quotaSchema.shape[part].safeParse(value).success
        ? Promise.resolve()
        : Promise.reject(new Error(message)),
  };
}

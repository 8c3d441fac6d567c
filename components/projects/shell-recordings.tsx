'use client';

import { Button, Form, InputNumber, Switch } from 'antd';
import { useTranslations } from 'next-intl';
import { ErrorState, Section, showFieldErrors, useAct } from '@/components/ui';
import { call } from '@/lib/client/call';
import { updateProject } from '@/lib/contract/projects';
import type { ProjectView } from './types';

interface Values {
  recordShells: boolean;
  recordingDays: number;
}

/** Whether shells of the project are recorded, and how long that is kept. */
export function ShellRecordings({ project }: { project: ProjectView }) {
  const t = useTranslations('projects');
  const [form] = Form.useForm<Values>();
  const { record, recordingRequired, recordingDays } = project.shells;
  const act = useAct<Values, ProjectView>({
    run: ({ recordShells, recordingDays: days }) =>
      call(updateProject, {
        params: { project: project.name },
        body: { recordingDays: days, ...(recordingRequired ? {} : { recordShells }) },
      }),
    done: t('settings.saved'),
    refresh: [
      ['project', project.name],
      ['shells', project.name],
    ],
    toastError: false,
    onError: (error) => showFieldErrors(form, error),
  });
  return (
    <Section title={t('settings.shells')}>
      <Form<Values>
        form={form}
        layout="vertical"
        requiredMark={false}
        style={{ maxInlineSize: 640 }}
        initialValues={{ recordShells: record, recordingDays }}
        onFinish={(values) => act.mutate(values)}
      >
        <Form.Item
          name="recordShells"
          label={t('settings.recordShells')}
          valuePropName="checked"
          extra={t(recordingRequired ? 'settings.recordingRequired' : 'settings.recordShellsHint')}
        >
          <Switch disabled={recordingRequired} />
        </Form.Item>
        <Form.Item
          name="recordingDays"
          label={t('settings.recordingDays')}
          extra={t('settings.recordingDaysHint')}
          rules={[
            { required: true, type: 'integer', min: 1, max: 3650, message: t('settings.recordingDaysRule') },
          ]}
        >
          <InputNumber style={{ inlineSize: 160 }} />
        </Form.Item>
        {act.error && <ErrorState error={act.error} />}
        <Button
          type="primary"
          htmlType="submit"
          loading={act.isPending}
          disabled={project.phase === 'deleting'}
        >
          {t('settings.save')}
        </Button>
      </Form>
    </Section>
  );
}

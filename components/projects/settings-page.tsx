'use client';

import { Button, Form, Input, Radio, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ErrorState, Section, showFieldErrors, useAct } from '@/components/ui';
import { call } from '@/lib/client/call';
import { repairProject, updateProject } from '@/lib/contract/projects';
import {
  ENVIRONMENTS,
  POD_SECURITY_LEVELS,
  type Environment,
  type PodSecurityLevel,
} from '@/lib/domain/project';
import { DeleteProject } from './delete-project';
import { ProjectFrame } from './project-frame';
import { ShellRecordings } from './shell-recordings';
import type { ProjectView } from './types';

/** What can be changed of a project, and its end. */
export function SettingsPage({ name }: { name: string }) {
  return (
    <ProjectFrame name={name} tab="settings">
      {(project, may) => (
        <div style={{ display: 'grid', gap: 16 }}>
          <General project={project} mayPolicy={may('project.policy.manage')} />
          <ShellRecordings project={project} />
          <Repair project={project} />
          {may('project.delete') && <Danger project={project} />}
        </div>
      )}
    </ProjectFrame>
  );
}

interface Values {
  displayName: string;
  environment: Environment;
  podSecurity?: PodSecurityLevel;
}

function General({ project, mayPolicy }: { project: ProjectView; mayPolicy: boolean }) {
  const t = useTranslations('projects');
  const environment = useTranslations('common.environment');
  const [form] = Form.useForm<Values>();
  const act = useAct<Values, ProjectView>({
    run: (body) => call(updateProject, { params: { project: project.name }, body }),
    done: t('settings.saved'),
    refresh: [['project', project.name], ['projects']],
    toastError: false,
    onError: (error) => showFieldErrors(form, error),
  });
  return (
    <Section title={t('settings.general')}>
      <Form<Values>
        form={form}
        layout="vertical"
        requiredMark={false}
        style={{ maxInlineSize: 640 }}
        initialValues={{
          displayName: project.displayName,
          environment: project.environment,
          podSecurity: project.podSecurity,
        }}
        onFinish={(values) => act.mutate(values)}
      >
        <Form.Item
          name="displayName"
          label={t('form.displayName')}
          rules={[{ required: true, whitespace: true, message: t('form.required') }]}
        >
          <Input maxLength={100} autoComplete="off" />
        </Form.Item>
        <Form.Item name="environment" label={t('form.environment')}>
          <Radio.Group
            optionType="button"
            buttonStyle="solid"
            options={ENVIRONMENTS.map((value) => ({ value, label: environment(value) }))}
          />
        </Form.Item>
        {mayPolicy && (
          <Form.Item
            name="podSecurity"
            label={t('settings.podSecurity')}
            extra={t('settings.podSecurityHint')}
          >
            <Select
              options={POD_SECURITY_LEVELS.map((value) => ({
                value,
                label: `${value} – ${t(`podSecurity.${value}`)}`,
              }))}
            />
          </Form.Item>
        )}
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

function Repair({ project }: { project: ProjectView }) {
  const t = useTranslations('projects');
  const act = useAct({
    run: () => call(repairProject, { params: { project: project.name } }),
    done: t('repaired'),
    refresh: [['project', project.name], ['projects']],
  });
  return (
    <Section title={t('repair')}>
      <p style={{ marginBlockEnd: 12 }}>{t('settings.repairText')}</p>
      <Button loading={act.isPending} disabled={project.phase === 'deleting'} onClick={() => act.mutate()}>
        {t('repair')}
      </Button>
    </Section>
  );
}

function Danger({ project }: { project: ProjectView }) {
  const t = useTranslations('projects');
  const [open, setOpen] = useState(false);
  return (
    <Section title={t('delete.section')}>
      <p style={{ marginBlockEnd: 12 }}>{t('delete.sectionText')}</p>
      <Button danger disabled={project.phase === 'deleting'} onClick={() => setOpen(true)}>
        {t('delete.button')}
      </Button>
      <DeleteProject project={project} open={open} onClose={() => setOpen(false)} />
    </Section>
  );
}

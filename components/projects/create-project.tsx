'use client';

import { Form, Input, Radio, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { FormDialog } from '@/components/ui';
import { call } from '@/lib/client/call';
import { createProject } from '@/lib/contract/projects';
import { ENVIRONMENTS, isReservedProjectName, type Environment } from '@/lib/domain/project';
import { nameSchema } from '@/lib/contract/common';
import { QuotaFields } from './quota-fields';
import type { ProjectView, TenantChoice } from './types';

interface Values {
  name: string;
  tenant: string;
  displayName?: string;
  environment: Environment;
  quota?: { cpu?: string; memory?: string; pods?: number | null };
}

interface Props {
  open: boolean;
  tenants: readonly TenantChoice[];
  onClose: () => void;
  onCreated: (project: ProjectView) => void;
}

/** Makes a project from two fields; all else has its default. */
export function CreateProject({ open, tenants, onClose, onCreated }: Props) {
  const t = useTranslations('projects');
  const environment = useTranslations('common.environment');
  const only = tenants.length === 1 ? tenants[0]?.name : undefined;
  return (
    <FormDialog<Values, ProjectView>
      open={open}
      title={t('create')}
      okText={t('create')}
      initial={{ environment: 'dev', ...(only === undefined ? {} : { tenant: only }) }}
      run={(values) => call(createProject, { body: bodyOf(values) })}
      done={(project) => t('created', { name: project.displayName })}
      taken={t('form.taken')}
      refresh={[['projects'], ['tenants'], ['home']]}
      onClose={onClose}
      onDone={onCreated}
    >
      <Form.Item
        name="name"
        label={t('form.name')}
        extra={t('form.nameHint')}
        rules={[
          { required: true, message: t('form.required') },
          {
            validator: (_, value: string | undefined) => {
              if (!value) return Promise.resolve();
              if (!nameSchema.safeParse(value).success) return Promise.reject(new Error(t('form.nameRule')));
              return isReservedProjectName(value)
                ? Promise.reject(new Error(t('form.reserved')))
                : Promise.resolve();
            },
          },
        ]}
      >
        <Input className="mono" autoFocus autoComplete="off" autoCapitalize="none" spellCheck={false} />
      </Form.Item>
      <Form.Item
        name="tenant"
        label={t('form.tenant')}
        rules={[{ required: true, message: t('form.required') }]}
      >
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={tenants.map(({ name, displayName }) => ({
            value: name,
            label: displayName === name ? name : `${displayName} (${name})`,
          }))}
        />
      </Form.Item>
      <Form.Item name="environment" label={t('form.environment')}>
        <Radio.Group
          optionType="button"
          buttonStyle="solid"
          options={ENVIRONMENTS.map((value) => ({ value, label: environment(value) }))}
        />
      </Form.Item>
      <QuotaFields tenants={tenants} />
    </FormDialog>
  );
}

function bodyOf(values: Values) {
  const { cpu, memory, pods } = values.quota ?? {};
  const quota = {
    ...(cpu?.trim() ? { cpu: cpu.trim() } : {}),
    ...(memory?.trim() ? { memory: memory.trim() } : {}),
    ...(pods ? { pods } : {}),
  };
  return {
    name: values.name,
    tenant: values.tenant,
    environment: values.environment,
    displayName: values.displayName?.trim() || undefined,
    ...(Object.keys(quota).length > 0 ? { quota } : {}),
  };
}

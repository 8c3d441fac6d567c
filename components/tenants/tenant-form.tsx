'use client';

import { Form, Input } from 'antd';
import { useTranslations } from 'next-intl';
import { FormDialog, PersonSelect } from '@/components/ui';
import { call } from '@/lib/client/call';
import { nameSchema } from '@/lib/contract/common';
import { createTenant, updateTenant } from '@/lib/contract/tenants';
import { listUsers } from '@/lib/contract/users';
import { cpuCapSchema, LEAST_MEMORY, memoryCapSchema } from '@/lib/domain/project';
import type { TenantView } from './types';

interface Values {
  name: string;
  displayName?: string;
  owner?: string;
  cpuQuota?: string;
  memoryQuota?: string;
}

interface Props {
  open: boolean;
  /** Null for a new one. */
  tenant: TenantView | null;
  onClose: () => void;
  onDone: (tenant: TenantView) => void;
}

/** Makes a tenant or changes its title and caps; for administrators. */
export function TenantForm({ open, tenant, onClose, onDone }: Props) {
  const t = useTranslations('tenants');
  return (
    <FormDialog<Values, TenantView>
      open={open}
      subject={tenant?.name ?? ''}
      title={tenant ? t('form.editTitle', { name: tenant.displayName }) : t('create')}
      okText={tenant ? t('form.save') : t('create')}
      initial={{
        displayName: tenant?.displayName ?? '',
        cpuQuota: tenant?.cpuQuota ?? '',
        memoryQuota: tenant?.memoryQuota ?? '',
      }}
      run={(values) => (tenant ? change(tenant.name, values) : create(values))}
      done={(row) => t(tenant ? 'saved' : 'created', { name: row.displayName })}
      taken={t('form.taken')}
      refresh={[['tenants'], ['tenant'], ['home']]}
      onClose={onClose}
      onDone={onDone}
    >
      {!tenant && (
        <Form.Item
          name="name"
          label={t('form.name')}
          extra={t('form.nameHint')}
          rules={[
            { required: true, message: t('form.required') },
            optional((value) => nameSchema.safeParse(value).success, t('form.nameRule')),
          ]}
        >
          <Input className="mono" autoFocus autoComplete="off" autoCapitalize="none" spellCheck={false} />
        </Form.Item>
      )}
      <Form.Item
        name="displayName"
        label={t('form.displayName')}
        {...(tenant ? {} : { extra: t('form.displayNameHint') })}
        rules={tenant ? [{ required: true, whitespace: true, message: t('form.required') }] : []}
      >
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      {!tenant && (
        <Form.Item name="owner" label={t('form.owner')} extra={t('form.ownerHint')}>
          <PersonSelect allowClear label={t('form.owner')} scope={['users']} find={findUsers} />
        </Form.Item>
      )}
      <Form.Item
        name="cpuQuota"
        label={t('form.cpu')}
        extra={t('form.cpuHint')}
        rules={[optional((value) => cpuCapSchema.safeParse(value.trim()).success, t('form.cpuRule'))]}
      >
        <Input maxLength={30} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="memoryQuota"
        label={t('form.memory')}
        extra={t('form.memoryHint')}
        rules={[
          optional(
            (value) => memoryCapSchema.safeParse(value.trim()).success,
            t('form.memoryRule', { least: LEAST_MEMORY }),
          ),
        ]}
      >
        <Input maxLength={30} autoComplete="off" />
      </Form.Item>
    </FormDialog>
  );
}

function optional(isValid: (value: string) => boolean, message: string) {
  return {
    validator: (_: unknown, value: string | undefined) =>
      !value || isValid(value) ? Promise.resolve() : Promise.reject(new Error(message)),
  };
}

async function findUsers(search: string, signal: AbortSignal) {
  const query = { limit: 20, state: 'active' as const, search: search || undefined };
  return (await call(listUsers, { query }, { signal })).items;
}

function caps(values: Values) {
  return { cpuQuota: values.cpuQuota?.trim() || null, memoryQuota: values.memoryQuota?.trim() || null };
}

function create(values: Values) {
  return call(createTenant, {
    body: {
      name: values.name,
      displayName: values.displayName?.trim() || undefined,
      owner: values.owner || undefined,
      ...caps(values),
    },
  });
}

function change(tenant: string, values: Values) {
  return call(updateTenant, {
    params: { tenant },
    body: { displayName: values.displayName, ...caps(values) },
  });
}

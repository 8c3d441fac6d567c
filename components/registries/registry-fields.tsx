'use client';

import { useQuery } from '@tanstack/react-query';
import { Form, Input, Radio, Select, Switch } from 'antd';
import { useTranslations } from 'next-intl';
import { call } from '@/lib/client/call';
import { listTenants } from '@/lib/contract/tenants';
import type { RegistryValues } from './registry-values';
import type { Registry } from './types';

/** The fields of a registry. */
export function RegistryFields({ registry }: { registry: Registry | null }) {
  const t = useTranslations('registries');
  const kind = Form.useWatch<RegistryValues['kind'] | undefined>('kind') ?? 'harbor';
  const required = { required: true, message: t('form.required') };
  const off = { autoComplete: 'off', spellCheck: false };
  return (
    <>
      <Form.Item name="kind" label={t('form.kind')} extra={t(`kindHint.${kind}`)}>
        <Radio.Group
          optionType="button"
          options={[
            { value: 'harbor', label: t('kind.harbor') },
            { value: 'oci', label: t('kind.oci') },
          ]}
        />
      </Form.Item>
      {registry === null && (
        <Form.Item
          name="name"
          label={t('form.name')}
          extra={t('form.nameHint')}
          rules={[
            required,
            { pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, message: t('form.nameRule') },
            { max: 63, message: t('form.nameRule') },
          ]}
        >
          <Input className="mono" {...off} />
        </Form.Item>
      )}
      <Form.Item name="url" label={t('form.url')} extra={t('form.urlHint')} rules={[required]}>
        <Input className="mono" inputMode="url" {...off} />
      </Form.Item>
      <Form.Item
        name="username"
        label={t('form.username')}
        extra={kind === 'harbor' ? t('form.usernameHintHarbor') : t('form.usernameHint')}
      >
        <Input className="mono" {...off} />
      </Form.Item>
      <Form.Item name="password" label={t('form.password')}>
        <Input.Password
          autoComplete="new-password"
          placeholder={registry?.hasPassword ? t('form.passwordKept') : ''}
        />
      </Form.Item>
      <Form.Item name="caBundle" label={t('form.caBundle')} extra={t('form.caHint')}>
        <Input.TextArea
          className="mono"
          autoSize={{ minRows: 2, maxRows: 8 }}
          placeholder="-----BEGIN CERTIFICATE-----"
          {...off}
        />
      </Form.Item>
      <Tenants />
      <Form.Item
        name="default"
        label={t('form.default')}
        extra={t('form.defaultHint')}
        valuePropName="checked"
      >
        <Switch />
      </Form.Item>
    </>
  );
}

function Tenants() {
  const t = useTranslations('registries.form');
  const access = Form.useWatch<RegistryValues['access'] | undefined>('access');
  const tenants = useQuery({
    queryKey: ['tenants', 'names'],
    queryFn: ({ signal }) => call(listTenants, { query: { limit: 500 } }, { signal }),
    enabled: access === 'some',
  });
  return (
    <>
      <Form.Item name="access" label={t('tenants')}>
        <Radio.Group
          options={[
            { value: 'all', label: t('tenantsAll') },
            { value: 'some', label: t('tenantsSome') },
          ]}
        />
      </Form.Item>
      <Form.Item name="tenants" hidden={access !== 'some'} label={t('tenantsPlaceholder')}>
        <Select
          mode="multiple"
          placeholder={t('tenantsPlaceholder')}
          loading={tenants.isFetching}
          options={(tenants.data?.items ?? []).map((tenant) => ({ value: tenant.name, label: tenant.name }))}
        />
      </Form.Item>
    </>
  );
}

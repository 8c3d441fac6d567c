'use client';

import { DeleteOutlined, UserAddOutlined } from '@ant-design/icons';
import { App, Button, Form, Select } from 'antd';
import { useTranslations } from 'next-intl';
import { DataTable, EmptyState, PersonSelect, Section, StateDot, useAct, usePages } from '@/components/ui';
import { call } from '@/lib/client/call';
import {
  deleteTenantMember,
  listTenantCandidates,
  listTenantMembers,
  putTenantMember,
} from '@/lib/contract/tenants';
import type { TenantMemberView, TenantView } from './types';

type Role = TenantMemberView['role'];

/** Members of a tenant; owners add, change and remove them in place. */
export function TenantMembers({ tenant, mayManage }: { tenant: TenantView; mayManage: boolean }) {
  const t = useTranslations('tenants');
  const { modal } = App.useApp();
  const key = ['tenant', tenant.name, 'members'];
  const refresh = [['tenant', tenant.name], ['tenants'], ['candidates']];
  const pages = usePages<TenantMemberView>(key, (cursor, signal) =>
    call(listTenantMembers, { params: { tenant: tenant.name }, query: { cursor } }, { signal }),
  );
  const put = useAct<{ user: string; role: Role }, TenantMemberView>({
    run: ({ user, role }) => call(putTenantMember, { params: { tenant: tenant.name, user }, body: { role } }),
    done: (row) => t('member.saved', { name: row.displayName }),
    refresh,
  });
  const remove = useAct<string>({
    run: (user) => call(deleteTenantMember, { params: { tenant: tenant.name, user } }),
    done: (_, user) => t('member.removed', { name: user }),
    refresh,
  });
  const askRemove = (member: TenantMemberView) => {
    modal.confirm({
      title: t('member.removeTitle', { name: member.displayName }),
      content: t('member.removeText'),
      okText: t('member.remove'),
      okButtonProps: { danger: true },
      onOk: () => remove.mutate(member.name),
    });
  };
  return (
    <Section title={t('members')} flush>
      {mayManage && (
        <AddMember
          tenant={tenant.name}
          busy={put.isPending}
          onAdd={(user, role) => put.mutate({ user, role })}
        />
      )}
      <DataTable<TenantMemberView>
        label={t('members')}
        rowKey={(row) => row.name}
        pages={pages}
        empty={<EmptyState>{mayManage ? t('member.empty') : t('member.none')}</EmptyState>}
        columns={[
          {
            key: 'name',
            title: t('column.name'),
            render: (_, row) => (
              <div>
                {row.displayName} {row.disabled && <StateDot tone="paused">{t('member.disabled')}</StateDot>}
                {row.displayName !== row.name && <div className="mono quiet">{row.name}</div>}
              </div>
            ),
          },
          {
            key: 'role',
            title: t('column.role'),
            render: (_, row) =>
              mayManage ? (
                <Select<Role>
                  aria-label={t('member.roleOf', { name: row.name })}
                  size="small"
                  value={row.role}
                  style={{ minInlineSize: 110 }}
                  onChange={(role) => put.mutate({ user: row.name, role })}
                  options={roleOptions(t)}
                />
              ) : (
                t(`role.${row.role}`)
              ),
          },
          ...(mayManage
            ? [
                {
                  key: 'acts',
                  title: <span className="visually-hidden">{t('column.acts')}</span>,
                  align: 'end' as const,
                  render: (_: unknown, row: TenantMemberView) => (
                    <Button
                      type="text"
                      size="small"
                      danger
                      icon={<DeleteOutlined />}
                      aria-label={t('member.removeOf', { name: row.name })}
                      onClick={() => askRemove(row)}
                    />
                  ),
                },
              ]
            : []),
        ]}
      />
    </Section>
  );
}

interface AddProps {
  tenant: string;
  busy: boolean;
  onAdd: (user: string, role: Role) => void;
}

function AddMember({ tenant, busy, onAdd }: AddProps) {
  const t = useTranslations('tenants');
  const [form] = Form.useForm<{ user: string; role: Role }>();
  return (
    <Form
      form={form}
      initialValues={{ role: 'member' }}
      style={{ display: 'flex', flexWrap: 'wrap', gap: 8, padding: 12 }}
      onFinish={({ user, role }) => {
        onAdd(user, role);
        form.resetFields();
      }}
    >
      <Form.Item
        name="user"
        style={{ flex: '1 1 220px', marginBlockEnd: 0 }}
        rules={[{ required: true, message: t('form.required') }]}
      >
        <PersonSelect
          label={t('member.person')}
          scope={['tenant', tenant]}
          find={async (search, signal) =>
            (await call(listTenantCandidates, { params: { tenant }, query: { search } }, { signal })).items
          }
        />
      </Form.Item>
      <Form.Item name="role" style={{ marginBlockEnd: 0 }}>
        <Select<Role> aria-label={t('column.role')} style={{ minInlineSize: 110 }} options={roleOptions(t)} />
      </Form.Item>
      <Button type="primary" htmlType="submit" icon={<UserAddOutlined />} loading={busy}>
        {t('member.add')}
      </Button>
    </Form>
  );
}

function roleOptions(t: ReturnType<typeof useTranslations<'tenants'>>) {
  return (['member', 'owner'] as const).map((value) => ({ value, label: t(`role.${value}`) }));
}

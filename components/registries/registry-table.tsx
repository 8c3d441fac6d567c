'use client';

import { Button, Flex, Tag, type TableColumnsType } from 'antd';
import { useTranslations } from 'next-intl';
import { PlainTable } from '@/components/ui';
import { ConnectionState } from './connection-state';
import type { Registry } from './types';

interface Props {
  registries: Registry[];
  manages: boolean;
  onBrowse: (registry: Registry) => void;
  onEdit: (registry: Registry) => void;
  onRemove: (registry: Registry) => void;
}

/** The table of registries; who may use them and the acts only for those who manage them. */
export function RegistryTable({ registries, manages, onBrowse, onEdit, onRemove }: Props) {
  const t = useTranslations('registries');
  const columns: TableColumnsType<Registry> = [
    {
      title: t('column.name'),
      key: 'name',
      render: (_, registry) => (
        <Flex gap={8} align="center">
          <Button type="link" style={{ padding: 0 }} onClick={() => onBrowse(registry)}>
            {registry.name}
          </Button>
          {registry.default && <Tag>{t('default')}</Tag>}
        </Flex>
      ),
    },
    { title: t('column.kind'), key: 'kind', render: (_, registry) => t(`kind.${registry.kind}`) },
    { title: t('column.url'), key: 'url', render: (_, registry) => <code>{registry.url}</code> },
    ...(manages ? [tenantsColumn(t)] : []),
    {
      title: t('column.state'),
      key: 'state',
      render: (_, registry) => <ConnectionState registry={registry.name} />,
    },
    {
      title: <span className="visually-hidden">{t('column.acts')}</span>,
      key: 'acts',
      render: (_, registry) => (
        <Flex gap={4} justify="end">
          <Button
            size="small"
            aria-label={`${t('browse')} ${registry.name}`}
            onClick={() => onBrowse(registry)}
          >
            {t('browse')}
          </Button>
          {manages && (
            <>
              <Button
                size="small"
                aria-label={`${t('edit')} ${registry.name}`}
                onClick={() => onEdit(registry)}
              >
                {t('edit')}
              </Button>
              <Button
                size="small"
                danger
                aria-label={`${t('remove')} ${registry.name}`}
                onClick={() => onRemove(registry)}
              >
                {t('remove')}
              </Button>
            </>
          )}
        </Flex>
      ),
    },
  ];
  return (
    <PlainTable<Registry>
      aria-label={t('title')}
      columns={columns}
      rowKey={(registry) => registry.name}
      dataSource={registries}
    />
  );
}

function tenantsColumn(
  t: (key: 'column.tenants' | 'allTenants' | 'noTenants') => string,
): TableColumnsType<Registry>[number] {
  return {
    title: t('column.tenants'),
    key: 'tenants',
    render: (_, { tenants }) => {
      if (tenants === 'all') return t('allTenants');
      return tenants && tenants.length > 0 ? tenants.join(', ') : t('noTenants');
    },
  };
}

'use client';

import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslations } from 'next-intl';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import {
  EmptyState,
  ErrorState,
  Loading,
  NameConfirmModal,
  PageHeader,
  useAct,
  useEverOpen,
  useView,
} from '@/components/ui';
import { call } from '@/lib/client/call';
import { deleteRegistry, listRegistries } from '@/lib/contract/registries';
import { RegistryTable } from './registry-table';
import type { Registry } from './types';

const RegistryDrawer = dynamic(() => import('./registry-drawer').then((module) => module.RegistryDrawer), {
  ssr: false,
});
const BrowseDrawer = dynamic(() => import('./browse-drawer').then((module) => module.BrowseDrawer), {
  ssr: false,
});

/** All registries that one may use; who manages them adds, edits, tests and removes here. */
export function RegistriesPage({ manages }: { manages: boolean }) {
  const t = useTranslations('registries');
  const [view, setView] = useView({ browse: '', repository: '' });
  const [edited, setEdited] = useState<Registry | 'new' | null>(null);
  const [removed, setRemoved] = useState<Registry | null>(null);
  const list = useQuery({
    queryKey: ['registries'],
    queryFn: ({ signal }) => call(listRegistries, {}, { signal }),
  });
  const remove = useAct({
    run: (registry: Registry) =>
      call(deleteRegistry, { params: { registry: registry.name }, query: { confirm: registry.name } }),
    done: (_answer, registry) => t('removed', { name: registry.name }),
    refresh: [['registries']],
    toastError: false,
    onDone: () => setRemoved(null),
  });
  const add = manages && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setEdited('new')}>
      {t('add')}
    </Button>
  );
  const items = list.data?.items ?? [];
  const browsed = items.find((registry) => registry.name === view.browse) ?? null;
  const browseOpened = useEverOpen(browsed !== null);
  return (
    <>
      <PageHeader
        title={t('title')}
        description={manages ? t('description') : t('descriptionRead')}
        actions={items.length > 0 && add}
      />
      {list.isPending && <Loading rows={5} />}
      {list.error && (
        <ErrorState error={list.error} what={t('cannotShow')} retry={() => void list.refetch()} />
      )}
      {list.data && items.length === 0 && (
        <EmptyState action={add}>{manages ? t('empty') : t('emptyRead')}</EmptyState>
      )}
      {items.length > 0 && (
        <RegistryTable
          registries={items}
          manages={manages}
          onBrowse={(registry) => setView({ browse: registry.name })}
          onEdit={setEdited}
          onRemove={setRemoved}
        />
      )}
      {edited !== null && (
        <RegistryDrawer registry={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      )}
      {browseOpened && (
        <BrowseDrawer
          registry={browsed}
          repository={view.repository || null}
          onRepository={(repository) => setView({ repository: repository ?? '' })}
          onClose={() => setView({ browse: '', repository: '' })}
        />
      )}
      <NameConfirmModal
        open={removed !== null}
        title={t('removeTitle', { name: removed?.name ?? '' })}
        name={removed?.name ?? ''}
        okText={t('remove')}
        busy={remove.isPending}
        error={remove.error}
        onCancel={() => {
          setRemoved(null);
          remove.reset();
        }}
        onConfirm={() => removed && remove.mutate(removed)}
      >
        {t('removeText')}
      </NameConfirmModal>
    </>
  );
}

'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { ErrorState, Loading, NameConfirmModal, useAct } from '@/components/ui';
import { call } from '@/lib/client/call';
import { deleteProject, getProjectContents } from '@/lib/contract/projects';
import type { ProjectView } from './types';

interface Props {
  project: ProjectView;
  open: boolean;
  onClose: () => void;
}

const PARTS = ['apps', 'pods', 'services', 'volumes', 'configMaps', 'secrets', 'members'] as const;

/** Shows what goes, asks for the name, then deletes. */
export function DeleteProject({ project, open, onClose }: Props) {
  const t = useTranslations('projects');
  const router = useRouter();
  const contents = useQuery({
    queryKey: ['project', project.name, 'contents'],
    queryFn: ({ signal }) => call(getProjectContents, { params: { project: project.name } }, { signal }),
    enabled: open,
  });
  const act = useAct({
    run: () => call(deleteProject, { params: { project: project.name }, query: { confirm: project.name } }),
    done: t('delete.done', { name: project.displayName }),
    refresh: [['project', project.name], ['projects'], ['home']],
    toastError: false,
    onDone: () => {
      onClose();
      router.push('/projects');
    },
  });
  return (
    <NameConfirmModal
      open={open}
      title={t('delete.title', { name: project.displayName })}
      name={project.name}
      okText={t('delete.button')}
      busy={act.isPending}
      error={act.error}
      onCancel={() => {
        act.reset();
        onClose();
      }}
      onConfirm={() => act.mutate()}
    >
      <p>{t('delete.text')}</p>
      {contents.isPending && <Loading rows={3} />}
      {contents.error && <ErrorState error={contents.error} retry={() => void contents.refetch()} />}
      {contents.data && (
        <ul style={{ marginBlock: 8, paddingInlineStart: 20 }}>
          {PARTS.map((part) => {
            const count = contents.data[part];
            if (count === 0) return null;
            return (
              <li key={part}>
                {count === null ? t(`contents.${part}Unknown`) : t(`contents.${part}`, { count })}
              </li>
            );
          })}
        </ul>
      )}
    </NameConfirmModal>
  );
}

'use client';

import { UserAddOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useTranslations } from 'next-intl';
import dynamic from 'next/dynamic';
import { useMemo, useState } from 'react';
import { DataTable, EmptyState, SearchInput, useAct, useEverOpen, usePages, useView } from '@/components/ui';
import { call } from '@/lib/client/call';
import { deleteProjectMember, listProjectMembers } from '@/lib/contract/projects';
import { memberColumns } from './member-columns';
import { ProjectFrame } from './project-frame';
import type { ProjectMemberView, ProjectView } from './types';

const MemberForm = dynamic(() => import('./member-form').then((module) => module.MemberForm), { ssr: false });

/** Who may do what in a project. */
export function MembersPage({ name }: { name: string }) {
  return (
    <ProjectFrame name={name} tab="members">
      {(project, may) => <Members project={project} mayManage={may('project.members.manage')} />}
    </ProjectFrame>
  );
}

function Members({ project, mayManage }: { project: ProjectView; mayManage: boolean }) {
  const t = useTranslations('projects');
  const { modal } = App.useApp();
  const [view, setView] = useView({ search: '' });
  const [form, setForm] = useState<{ member: ProjectMemberView | null } | null>(null);
  const formOpened = useEverOpen(form !== null);
  const key = ['project', project.name, 'members'];
  const pages = usePages<ProjectMemberView>([...key, view.search], (cursor, signal) =>
    call(
      listProjectMembers,
      { params: { project: project.name }, query: { cursor, search: view.search || undefined } },
      { signal },
    ),
  );
  const { mutate: remove } = useAct<string>({
    run: (user) => call(deleteProjectMember, { params: { project: project.name, user } }),
    done: (_, user) => t('member.removed', { name: user }),
    refresh: [key],
  });
  const columns = useMemo(
    () =>
      memberColumns(
        t,
        mayManage
          ? {
              edit: (member) => setForm({ member }),
              remove: (member) => {
                modal.confirm({
                  title: t('member.removeTitle', { name: member.displayName }),
                  content: t('member.removeText'),
                  okText: t('member.remove'),
                  okButtonProps: { danger: true },
                  onOk: () => remove(member.name),
                });
              },
            }
          : null,
      ),
    [t, mayManage, modal, remove],
  );
  const add = mayManage && (
    <Button type="primary" icon={<UserAddOutlined />} onClick={() => setForm({ member: null })}>
      {t('member.add')}
    </Button>
  );
  return (
    <>
      <DataTable<ProjectMemberView>
        label={t('tab.members')}
        columns={columns}
        rowKey={(row) => row.name}
        pages={pages}
        filtered={view.search !== ''}
        toolbar={
          <>
            <SearchInput
              label={t('member.search')}
              value={view.search}
              onChange={(search) => setView({ search })}
            />
            {add}
          </>
        }
        empty={<EmptyState action={add}>{t('member.empty')}</EmptyState>}
      />
      {formOpened && (
        <MemberForm
          project={project}
          open={form !== null}
          member={form?.member ?? null}
          onClose={() => setForm(null)}
        />
      )}
    </>
  );
}

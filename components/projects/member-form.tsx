'use client';

import { Checkbox, Form, Radio } from 'antd';
import { useTranslations } from 'next-intl';
import { FormDialog, PersonSelect } from '@/components/ui';
import { call } from '@/lib/client/call';
import { listProjectCandidates, putProjectMember } from '@/lib/contract/projects';
import { DEFAULT_RIGHTS, type ProjectRights, type ProjectRole } from '@/lib/domain/access';
import type { ProjectMemberView, ProjectView } from './types';

type Right = keyof ProjectRights;

interface Values {
  user: string;
  role: ProjectRole;
  rights: Right[];
}

interface Props {
  project: ProjectView;
  open: boolean;
  /** Null to add somebody. */
  member: ProjectMemberView | null;
  onClose: () => void;
}

const ROLES = ['viewer', 'developer', 'owner'] as const;
const RIGHTS = ['logs', 'exec', 'secrets'] as const;
const PERMISSION_OF = { logs: 'logs.read', exec: 'shell.open', secrets: 'secrets.manage' } as const;

/** Adds a member or changes role and rights; another role brings its own rights along. */
export function MemberForm({ project, open, member, onClose }: Props) {
  const t = useTranslations('projects');
  const first = member
    ? { role: member.role, rights: toList(member.rights) }
    : { role: 'developer' as const, rights: grantable(project, DEFAULT_RIGHTS.developer) };
  return (
    <FormDialog<Values, ProjectMemberView>
      open={open}
      subject={member?.name ?? ''}
      title={member ? t('member.editTitle', { name: member.displayName }) : t('member.add')}
      okText={member ? t('member.save') : t('member.add')}
      initial={first}
      onChange={(change, form) => {
        if (change.role) form.setFieldValue('rights', grantable(project, DEFAULT_RIGHTS[change.role]));
      }}
      run={({ user, role, rights }) =>
        call(putProjectMember, {
          params: { project: project.name, user: member?.name ?? user },
          body: { role, rights: fromList(rights) },
        })
      }
      done={(row) => t('member.saved', { name: row.displayName })}
      refresh={[['project', project.name], ['candidates']]}
      onClose={onClose}
    >
      {!member && (
        <Form.Item
          name="user"
          label={t('member.person')}
          extra={t('member.joinsTenant', { tenant: project.tenantDisplayName })}
          rules={[{ required: true, message: t('form.required') }]}
        >
          <PersonSelect
            label={t('member.person')}
            scope={['project', project.name]}
            find={async (search, signal) =>
              (
                await call(
                  listProjectCandidates,
                  { params: { project: project.name }, query: { search } },
                  { signal },
                )
              ).items
            }
          />
        </Form.Item>
      )}
      <Form.Item name="role" label={t('member.role')}>
        <Radio.Group style={{ display: 'grid', gap: 8 }}>
          {ROLES.map((role) => (
            <Radio key={role} value={role}>
              {t(`role.${role}`)} <span className="quiet">– {t(`roleHint.${role}`)}</span>
            </Radio>
          ))}
        </Radio.Group>
      </Form.Item>
      <Form.Item name="rights" label={t('member.rights')}>
        <Checkbox.Group style={{ display: 'grid', gap: 8 }}>
          {RIGHTS.map((right) => (
            <Checkbox
              key={right}
              value={right}
              disabled={!mayGrant(project, right) && !member?.rights[right]}
            >
              {t(`right.${right}`)} <span className="quiet">– {t(`rightHint.${right}`)}</span>
            </Checkbox>
          ))}
        </Checkbox.Group>
      </Form.Item>
    </FormDialog>
  );
}

/** Nobody hands out a right that they lack themselves. */
function mayGrant(project: ProjectView, right: Right): boolean {
  return project.permissions.includes(PERMISSION_OF[right]);
}

function grantable(project: ProjectView, rights: ProjectRights): Right[] {
  return toList(rights).filter((right) => mayGrant(project, right));
}

function toList(rights: ProjectRights): Right[] {
  return RIGHTS.filter((right) => rights[right]);
}

function fromList(list: readonly Right[]): ProjectRights {
  return {
    logs: list.includes('logs'),
    exec: list.includes('exec'),
    secrets: list.includes('secrets'),
  };
}

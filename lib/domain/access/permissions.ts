/** Where a permission is judged. */
export type ScopeKind = 'platform' | 'tenant' | 'project';

interface PermissionInfo {
  scope: ScopeKind;
  en: string;
  zh: string;
}

/** The one table of permissions. */
export const PERMISSIONS = {
  'users.manage': { scope: 'platform', en: 'Manage users', zh: '管理用户' },
  'tenants.create': { scope: 'platform', en: 'Create tenants', zh: '创建租户' },
  'registries.manage': { scope: 'platform', en: 'Manage registries', zh: '管理镜像仓库' },
  'clusters.read': { scope: 'platform', en: 'See clusters', zh: '查看集群' },
  'audit.read': { scope: 'platform', en: 'Read the whole audit', zh: '查看全部审计' },
  'tenant.read': { scope: 'tenant', en: 'See the tenant', zh: '查看租户' },
  'tenant.manage': {
    scope: 'tenant',
    en: 'Change or delete the tenant and its quota',
    zh: '修改或删除租户及其配额',
  },
  'tenant.members.manage': { scope: 'tenant', en: 'Manage members of the tenant', zh: '管理租户成员' },
  'tenant.projects.create': { scope: 'tenant', en: 'Create projects', zh: '创建项目' },
  'project.read': { scope: 'project', en: 'See the project and its apps', zh: '查看项目及其应用' },
  'project.update': { scope: 'project', en: 'Change the project', zh: '修改项目' },
  'project.delete': { scope: 'project', en: 'Delete the project', zh: '删除项目' },
  'project.quota.manage': { scope: 'project', en: 'Change the project’s quota', zh: '修改项目配额' },
  'project.policy.manage': { scope: 'project', en: 'Change the Pod Security level', zh: '修改 Pod 安全级别' },
  'project.members.manage': { scope: 'project', en: 'Manage members of the project', zh: '管理项目成员' },
  'project.audit.read': { scope: 'project', en: 'Read the project’s audit', zh: '查看项目审计' },
  'app.deploy': { scope: 'project', en: 'Deploy and operate apps', zh: '部署和操作应用' },
  'app.delete': { scope: 'project', en: 'Delete apps', zh: '删除应用' },
  'logs.read': { scope: 'project', en: 'Read logs', zh: '查看日志' },
  'shell.open': { scope: 'project', en: 'Open shells', zh: '打开终端' },
  'shell.read': {
    scope: 'project',
    en: 'See one’s own shell sessions and their recordings',
    zh: '查看自己的终端会话及录像',
  },
  'shell.readAll': {
    scope: 'project',
    en: 'See everybody’s shell sessions and their recordings',
    zh: '查看所有人的终端会话及录像',
  },
  'shell.end': { scope: 'project', en: 'End other people’s shells', zh: '结束他人的终端会话' },
  'secrets.manage': { scope: 'project', en: 'Read and change Secrets', zh: '查看和修改 Secret' },
} as const satisfies Record<string, PermissionInfo>;

export type Permission = keyof typeof PERMISSIONS;

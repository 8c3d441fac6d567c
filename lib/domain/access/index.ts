export { PERMISSIONS, type Permission, type ScopeKind } from './permissions';
export {
  ALL_RIGHTS,
  DEFAULT_RIGHTS,
  type PlatformRole,
  type ProjectRights,
  type ProjectRole,
  type TenantRole,
} from './roles';
export { can, permissionsIn, projectAccess, projectRole, type Principal, type Scope } from './can';
export { allKubeGroups, kubeGroups, kubeUser, logsGroup } from './groups';
export { meOf, type Me } from './me';

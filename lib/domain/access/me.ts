import { permissionsIn, type Principal } from './can';
import type { Permission } from './permissions';

/** What the pages know of who looks at them. */
export interface Me {
  id: string;
  name: string;
  displayName: string;
  admin: boolean;
  /** Permissions on the platform; those in a project come with the project. */
  permissions: readonly Permission[];
  /** True for members of any tenant, so that the list of tenants is worth offering. */
  inTenants: boolean;
}

/** The part of a principal that pages may know. */
export function meOf(principal: Principal): Me {
  return {
    id: principal.userId,
    name: principal.name,
    displayName: principal.displayName || principal.name,
    admin: principal.platformRole === 'admin',
    permissions: permissionsIn(principal, { kind: 'platform' }),
    inTenants: Object.keys(principal.tenants).length > 0,
  };
}

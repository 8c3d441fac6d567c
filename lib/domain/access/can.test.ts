import { expect, it } from 'vitest';
import { projectAccess, projectRole, type Principal } from '.';

const RIGHTS = { logs: true, exec: false, secrets: false };
const somebody: Principal = {
  userId: 'u',
  name: 'u',
  displayName: 'u',
  platformRole: 'user',
  tenants: {},
  projects: {},
  via: 'session',
  mustChange: false,
  credentialId: 's',
};
const scope = { project: 'shop', tenantId: 't' };
const member: Pick<Principal, 'projects'> = { projects: { shop: { role: 'viewer', rights: RIGHTS } } };

it.each<[string, Partial<Principal>, string | null]>([
  ['nobody of it', {}, null],
  ['a member', member, 'viewer'],
  ['an owner of the tenant', { ...member, tenants: { t: 'owner' } }, 'owner'],
  ['a member of the tenant', { tenants: { t: 'member' } }, null],
  ['an administrator', { platformRole: 'admin' }, null],
  ['an administrator who is a member', { ...member, platformRole: 'admin' }, 'viewer'],
  ['an administrator who owns the tenant', { platformRole: 'admin', tenants: { t: 'owner' } }, 'owner'],
])('the role that %s was given', (_, part, role) => {
  expect(projectRole({ ...somebody, ...part }, scope)).toBe(role);
});

it('is another thing than what an administrator may do', () => {
  expect(projectAccess({ ...somebody, platformRole: 'admin' }, scope)?.role).toBe('owner');
});

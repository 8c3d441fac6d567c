import type { z } from 'zod';
import * as contract from '@/lib/contract/registries';
import { secretKey } from '@/lib/config';
import { db, type Prisma } from '@/lib/db';
import { fieldProblem } from '@/lib/domain/problem';
import { seal } from '@/lib/runtime/crypto';
import { useCase } from '@/lib/services/kernel';
import { visibleRegistry } from './access';
import { checkedCa, checkedUrl, orNull, tenantIds } from './input';
import { audited, shown, withTenants, type RegistryRow } from './rows';
import { tellProjects } from './tell-projects';

type Body = z.output<typeof contract.patchRegistryBody>;

/** Changes a registry; what is left out stays, the password too. */
export const updateRegistry = useCase(contract.updateRegistry, {
  run: async (context, { params, body }) => {
    const before = await visibleRegistry(context.principal, params.registry);
    if (context.audit) context.audit.before = audited(before);
    const change = changeOf(before, body);
    const grants =
      body.tenants === undefined || body.tenants === 'all'
        ? []
        : (await tenantIds(body.tenants)).map((tenantId) => ({ tenantId }));
    const row = await db().$transaction(async (tx) => {
      if (body.default === true) await tx.registry.updateMany({ data: { isDefault: false } });
      if (body.tenants !== undefined) await tx.registryGrant.deleteMany({ where: { registryId: before.id } });
      return tx.registry.update({
        where: { id: before.id },
        data: {
          ...change,
          ...(body.default === undefined ? {} : { isDefault: body.default }),
          ...(body.tenants === undefined
            ? {}
            : { allTenants: body.tenants === 'all', grants: { create: grants } }),
        },
        include: withTenants,
      });
    });
    if (context.audit) context.audit.after = audited(row);
    await tellProjects(context.caller.signal);
    return shown(row, context.principal);
  },
});

/**
 * The connection's new values. A kept password only goes where it was given for: another address or user name needs it
 * again.
 */
export function changeOf(
  before: RegistryRow,
  body: Pick<Body, 'kind' | 'url' | 'username' | 'password' | 'caBundle'>,
): Prisma.RegistryUpdateInput & Pick<RegistryRow, 'kind' | 'url' | 'username' | 'password' | 'caBundle'> {
  const url = body.url === undefined ? before.url : checkedUrl(body.url);
  const username = body.username === undefined ? before.username : orNull(body.username);
  const sealed =
    body.password === undefined
      ? before.password
      : orNull(body.password) === null
        ? null
        : seal(String(body.password), secretKey());
  if (body.password === undefined && before.password !== null && username !== null) {
    const moved = url !== before.url ? 'address' : username !== before.username ? 'user name' : null;
    if (moved) throw fieldProblem('password', `The ${moved} changed: give the password again.`);
  }
  if (body.password && username === null) throw fieldProblem('username', 'A password needs a user name.');
  return {
    kind: body.kind ?? before.kind,
    url,
    username,
    password: username === null ? null : sealed,
    caBundle: body.caBundle === undefined ? before.caBundle : checkedCa(body.caBundle),
  };
}

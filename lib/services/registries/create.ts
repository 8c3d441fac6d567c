import type { z } from 'zod';
import * as contract from '@/lib/contract/registries';
import { secretKey } from '@/lib/config';
import { db, isUniqueViolation } from '@/lib/db';
import { fieldProblem, Problem } from '@/lib/domain/problem';
import { seal } from '@/lib/runtime/crypto';
import { useCase } from '@/lib/services/kernel';
import { checkedCa, checkedUrl, orNull, tenantIds } from './input';
import { audited, shown, withTenants, type RegistryRow } from './rows';
import { tellProjects } from './tell-projects';

type Body = z.output<typeof contract.createRegistryBody>;

/** Adds a registry; the first one becomes the default. */
export const createRegistry = useCase(contract.createRegistry, {
  target: ({ body }) => body.name,
  run: async (context, { body }) => {
    const row = await insertRegistry(body);
    if (context.audit) context.audit.after = audited(row);
    await tellProjects(context.caller.signal);
    return shown(row, context.principal);
  },
});

/** Writes the row of a new registry; throws resource.exists and field problems. */
export async function insertRegistry(body: Body): Promise<RegistryRow> {
  // `/registries/test` is an operation.
  if (body.name === 'test') throw fieldProblem('name', 'This name is reserved.');
  const password = orNull(body.password);
  const username = orNull(body.username);
  if (password !== null && username === null) throw fieldProblem('username', 'A password needs a user name.');
  const tenants = body.tenants ?? 'all';
  const grants = tenants === 'all' ? [] : (await tenantIds(tenants)).map((tenantId) => ({ tenantId }));
  const data = {
    name: body.name,
    kind: body.kind,
    url: checkedUrl(body.url),
    username,
    password: password === null ? null : seal(password, secretKey()),
    caBundle: checkedCa(body.caBundle),
    allTenants: tenants === 'all',
    grants: { create: grants },
  };
  try {
    return await db().$transaction(async (tx) => {
      const isDefault = body.default ?? (await tx.registry.count({ where: { isDefault: true } })) === 0;
      if (isDefault) await tx.registry.updateMany({ data: { isDefault: false } });
      return tx.registry.create({ data: { ...data, isDefault }, include: withTenants });
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw new Problem('resource.exists', { what: body.name });
    throw error;
  }
}

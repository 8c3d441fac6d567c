import type { Tx } from '@/lib/db';

/** Makes quotas, caps and members of a tenant change one after the other: held until the transaction ends. */
export async function lockTenant(tx: Tx, id: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM "Tenant" WHERE id = ${id}::uuid FOR UPDATE`;
}

import type { z } from 'zod';
import { RESULTS, type auditRowSchema } from '@/lib/contract/audit';
import { db, type Prisma } from '@/lib/db';
import { Problem } from '@/lib/domain/problem';

export type AuditRow = z.output<typeof auditRowSchema>;

const include = { outcome: true } as const;
type Found = Prisma.AuditEventGetPayload<{ include: typeof include }>;

/** A page of acts, newest first; the cursor is the number of the last row before it. */
export async function auditPage(
  where: Prisma.AuditEventWhereInput,
  limit: number,
  cursor: string | undefined,
): Promise<{ items: AuditRow[]; next: string | null }> {
  const before = cursor === undefined ? undefined : parseCursor(cursor);
  const rows = await db().auditEvent.findMany({
    where: before === undefined ? where : { AND: [where, { seq: { lt: before } }] },
    orderBy: { seq: 'desc' },
    take: limit + 1,
    include,
  });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(rowOf), next: rows.length > limit && last ? String(last.seq) : null };
}

function parseCursor(cursor: string): bigint {
  if (!/^\d{1,18}$/.test(cursor))
    throw new Problem('request.malformed', { detail: 'the cursor is not one of ours' });
  return BigInt(cursor);
}

function rowOf(row: Found): AuditRow {
  const { outcome } = row;
  const result = RESULTS.find((each) => each === outcome?.result) ?? (outcome ? 'unknown' : 'running');
  return {
    id: row.id,
    at: row.at.toISOString(),
    requestId: row.requestId,
    actor: row.actorName,
    actorId: row.actorId,
    via: row.via,
    address: row.address,
    userAgent: row.userAgent,
    action: row.action,
    tenant: row.tenant,
    project: row.project,
    target: row.target,
    input: row.input,
    result,
    code: outcome?.code ?? null,
    detail: outcome?.detail ?? null,
    before: outcome?.before ?? null,
    after: outcome?.after ?? null,
    durationMs: outcome?.durationMs ?? null,
  };
}

import type { z } from 'zod';
import type { auditFilterSchema } from '@/lib/contract/audit';
import { literal, type Prisma } from '@/lib/db';

export type AuditFilter = z.output<typeof auditFilterSchema>;

/** The rows that a filter means. */
export function whereOf(filter: AuditFilter): Prisma.AuditEventWhereInput {
  return {
    ...(filter.actor ? { actorName: filter.actor } : {}),
    ...(filter.action ? { action: actionOf(filter.action) } : {}),
    ...(filter.project ? { project: filter.project } : {}),
    ...(filter.tenant ? { tenant: filter.tenant } : {}),
    ...(filter.result ? { outcome: outcomeOf(filter.result) } : {}),
    ...(filter.from || filter.to ? { at: between(filter.from, filter.to) } : {}),
    ...(filter.search ? { OR: matching(filter.search) } : {}),
  };
}

function actionOf(action: string): Prisma.AuditEventWhereInput['action'] {
  return action.endsWith('.') ? { startsWith: literal(action) } : action;
}

function outcomeOf(result: NonNullable<AuditFilter['result']>): Prisma.AuditEventWhereInput['outcome'] {
  return result === 'running' ? { is: null } : { is: { result } };
}

function between(from: string | undefined, to: string | undefined): Prisma.DateTimeFilter {
  return { ...(from ? { gte: new Date(from) } : {}), ...(to ? { lte: new Date(to) } : {}) };
}

function matching(search: string): Prisma.AuditEventWhereInput[] {
  const contains = { contains: literal(search.trim()), mode: 'insensitive' } as const;
  return [
    { actorName: contains },
    { target: contains },
    { action: contains },
    { project: contains },
    { address: { startsWith: literal(search.trim()) } },
    { requestId: search.trim() },
  ];
}

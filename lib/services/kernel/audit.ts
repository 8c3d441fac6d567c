import { uuidv7 } from '@/lib/runtime/uuid';
import { sha256 } from '@/lib/runtime/crypto';
import { db, Prisma, type Tx } from '@/lib/db';
import { Problem, isProblem } from '@/lib/domain/problem';
import type { Principal } from '@/lib/domain/access';
import { log, redact } from '@/lib/observability/log';
import type { Caller } from './caller';
import type { ResolvedScope } from './authorise';

/** The open audit row of an act. */
export interface AuditRecord {
  id: string;
  /** State before and after, redacted when written. */
  before?: unknown;
  after?: unknown;
  /** Sets a more exact target than the path says, e.g. `shop/web#14`; only kept in the outcome. */
  detail?: string;
  /** Set before a failure after which nobody knows whether it was done. */
  unknown?: boolean;
  succeed: () => Promise<void>;
  fail: (error: unknown) => Promise<void>;
}

export interface Intent {
  caller: Caller;
  principal: Principal;
  action: string;
  resolved: ResolvedScope;
  /** Where the scope holds no project row. */
  project?: string;
  target: string;
  input: unknown;
}

// Advisory locks that make each hash chain one line; any two different constants.
const EVENT_CHAIN = 8301;
const OUTCOME_CHAIN = 8302;
// Writers of a chain wait for each other; Prisma's own two seconds would refuse acts in a burst.
const PATIENCE = { maxWait: 10_000, timeout: 15_000 };

/** Writes the row that says what is about to be done; throws `audit.unavailable` when it can't, so nothing happens. */
export async function recordIntent(intent: Intent): Promise<AuditRecord> {
  const started = Date.now();
  const id = uuidv7();
  const row = {
    id,
    at: new Date(started),
    requestId: intent.caller.requestId,
    actorId: intent.principal.userId || null,
    actorName: intent.principal.name,
    via: intent.principal.via,
    address: intent.caller.address,
    userAgent: intent.caller.userAgent.slice(0, 300),
    action: intent.action,
    tenant: intent.resolved.tenant?.name ?? null,
    project: intent.resolved.project?.name ?? intent.project ?? null,
    target: intent.target,
    input: redact(intent.input ?? {}) as Prisma.InputJsonObject,
  };
  try {
    await db().$transaction(async (tx) => {
      const prevHash = await lastHash(tx, EVENT_CHAIN, 'AuditEvent');
      await tx.auditEvent.create({ data: { ...row, prevHash, hash: sha256(prevHash + canonical(row)) } });
    }, PATIENCE);
  } catch (error) {
    log.error('audit row could not be written', { action: intent.action, error });
    throw new Problem('audit.unavailable', {}, { cause: error });
  }
  const record: AuditRecord = {
    id,
    succeed: () => recordOutcome(record, started, 'succeeded'),
    fail: (error) => {
      const code = isProblem(error) ? error.code : 'internal';
      const denied = code.startsWith('auth.') || code === 'resource.not_found';
      const result = record.unknown ? 'unknown' : denied ? 'denied' : 'failed';
      return recordOutcome(record, started, result, code, messageOf(error));
    },
  };
  return record;
}

async function recordOutcome(
  record: AuditRecord,
  started: number,
  result: OutcomeRow['result'],
  code?: string,
  message?: string,
): Promise<void> {
  try {
    await closeIntent(record.id, {
      at: new Date(),
      result,
      code: code ?? null,
      detail: message ?? record.detail ?? null,
      before: record.before === undefined ? null : (redact(record.before) as Prisma.InputJsonValue),
      after: record.after === undefined ? null : (redact(record.after) as Prisma.InputJsonValue),
      durationMs: Date.now() - started,
    });
  } catch (error) {
    // The act is done and its intent is on record; the next start closes the row as unknown.
    log.error('audit outcome could not be written', { event: record.id, result, error });
  }
}

interface OutcomeRow {
  at: Date;
  result: 'succeeded' | 'failed' | 'denied' | 'unknown';
  code: string | null;
  detail: string | null;
  before: Prisma.InputJsonValue | null;
  after: Prisma.InputJsonValue | null;
  durationMs: number;
}

/** Writes how an act ended; the second outcome of one act is refused by the database. */
export async function closeIntent(eventId: string, row: OutcomeRow): Promise<void> {
  await db().$transaction(async (tx) => {
    const prevHash = await lastHash(tx, OUTCOME_CHAIN, 'AuditOutcome');
    await tx.auditOutcome.create({
      data: {
        ...row,
        before: row.before ?? Prisma.DbNull,
        after: row.after ?? Prisma.DbNull,
        eventId,
        prevHash,
        hash: sha256(prevHash + canonical({ eventId, ...row })),
      },
    });
  }, PATIENCE);
}

async function lastHash(tx: Tx, lock: number, table: 'AuditEvent' | 'AuditOutcome'): Promise<string> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${lock})`;
  const rows =
    table === 'AuditEvent'
      ? await tx.auditEvent.findMany({ orderBy: { seq: 'desc' }, take: 1, select: { hash: true } })
      : await tx.auditOutcome.findMany({ orderBy: { seq: 'desc' }, take: 1, select: { hash: true } });
  return rows[0]?.hash ?? '';
}

/** JSON with sorted keys and times as RFC 3339, so that a row hashes the same when it is read back. */
export function canonical(value: unknown): string {
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    return `{${entries
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`)
      .join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

function messageOf(error: unknown): string {
  const text = isProblem(error) ? error.message : 'unexpected error';
  return text.slice(0, 2000);
}

import { exportAudit as operation } from '@/lib/contract/audit';
import type { Parsed } from '@/lib/contract/operation';
import type { Prisma } from '@/lib/db';
import { csvLine } from '@/lib/domain/audit';
import { audited, requireSignIn, type AuditRecord, type Caller } from '@/lib/services/kernel';
import { auditPage, type AuditRow } from './rows';
import { whereOf } from './where';

const BATCH = 500;
const COLUMNS = [
  'at',
  'actor',
  'via',
  'address',
  'action',
  'tenant',
  'project',
  'target',
  'result',
  'code',
  'detail',
  'durationMs',
  'requestId',
  'userAgent',
  'input',
  'before',
  'after',
  'id',
] as const satisfies readonly (keyof AuditRow)[];

/** The matching acts as a stream of text, read from the database as fast as the reader takes them. */
export async function exportAudit(
  caller: Caller,
  { query }: Parsed<typeof operation>,
): Promise<{ type: string; name: string; body: ReadableStream<Uint8Array> }> {
  const csv = query.format === 'csv';
  const intent = {
    caller,
    principal: requireSignIn(caller),
    action: operation.audit,
    resolved: { scope: { kind: 'platform' as const } },
    target: query.format,
    input: query,
  };
  return audited(intent, operation.access, async (audit) => ({
    type: csv ? 'text/csv; charset=utf-8' : 'application/x-ndjson',
    name: `berth-audit-${new Date().toISOString().slice(0, 10)}.${csv ? 'csv' : 'ndjson'}`,
    body: streamOf(whereOf(query), csv, audit),
  }));
}

function streamOf(
  where: Prisma.AuditEventWhereInput,
  csv: boolean,
  audit: AuditRecord,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let cursor: string | undefined;
  let count = 0;
  return new ReadableStream<Uint8Array>({
    start: (controller) => {
      if (csv) controller.enqueue(encoder.encode(csvLine(COLUMNS)));
    },
    pull: async (controller) => {
      try {
        const page = await auditPage(where, BATCH, cursor);
        count += page.items.length;
        if (page.items.length > 0)
          controller.enqueue(encoder.encode(page.items.map(csv ? asCsv : asJson).join('')));
        if (page.next !== null) {
          cursor = page.next;
          return;
        }
        audit.detail = `${count} rows`;
        await audit.succeed();
        controller.close();
      } catch (error) {
        await audit.fail(error);
        controller.error(error);
      }
    },
    cancel: async () => {
      audit.detail = `stopped by the reader after ${count} rows`;
      await audit.succeed();
    },
  });
}

function asCsv(row: AuditRow): string {
  return csvLine(COLUMNS.map((column) => row[column]));
}

function asJson(row: AuditRow): string {
  return `${JSON.stringify(row)}\n`;
}

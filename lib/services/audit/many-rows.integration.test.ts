import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportAudit as exportOperation } from '@/lib/contract/audit';
import { db, type Prisma, type User } from '@/lib/db';
import { sha256 } from '@/lib/runtime/crypto';
import { uuidv7 } from '@/lib/runtime/uuid';
import { canonical } from '@/lib/services/kernel';
import { createTenant } from '@/lib/services/tenants';
import { uniqueName } from '@/lib/testing/names';
import { once, useOwnDatabase, type OwnDatabase } from '@/lib/testing/own-database';
import { callAs, callerFor, makePerson } from '@/lib/testing/people';
import { exportAudit, verifyAudit } from './index';

// More than export and verification read at once.
const MANY = 2500;
let database: OwnDatabase;
let admin: User;

beforeAll(async () => {
  database = await useOwnDatabase();
  admin = await makePerson('admin', 'admin');
  await db().auditEvent.createMany({ data: chain(MANY) });
});
afterAll(() => database.drop());

/** Acts as `recordIntent` writes them, every second one a deletion. */
function chain(count: number): Prisma.AuditEventCreateManyInput[] {
  let prevHash = '';
  return Array.from({ length: count }, (_, index) => {
    const row = {
      id: uuidv7(),
      at: new Date(),
      requestId: 'r',
      actorId: null,
      actorName: 'many',
      via: 'session',
      address: '::1',
      userAgent: '',
      action: index % 2 === 0 ? 'app.create' : 'app.delete',
      tenant: null,
      project: null,
      target: `app-${index}`,
      input: {},
    };
    const link = { ...row, prevHash, hash: sha256(prevHash + canonical(row)) };
    prevHash = link.hash;
    return link;
  });
}

const around = (sql: string) =>
  once(database.url, `BEGIN; SET LOCAL session_replication_role = replica; ${sql}; COMMIT`);

describe('an audit that is longer than one read', () => {
  it('is exported whole, each row once, and only what the filter shows', async () => {
    const query = exportOperation.query.parse({ format: 'ndjson', action: 'app.delete' });
    const { body } = await exportAudit(await callerFor(admin), { params: undefined, query, body: undefined });
    const lines = (await new Response(body).text()).trim().split('\n');
    const targets = lines.map((line) => (JSON.parse(line) as { target: string }).target);
    expect(targets).toHaveLength(MANY / 2);
    expect(new Set(targets).size).toBe(MANY / 2);
    expect(targets[0]).toBe(`app-${MANY - 1}`);
    expect(targets.at(-1)).toBe('app-1');
  });

  it('is verified to its last row', async () => {
    // The export wrote one more.
    expect(await verifyAudit()).toMatchObject({ ok: true, events: MANY + 1, outcomes: 1 });
    await around(`UPDATE "AuditEvent" SET address = '::2' WHERE target = 'app-${MANY - 1}'`);
    expect((await verifyAudit()).broken).toMatchObject([{ table: 'AuditEvent', why: 'hash' }]);
    await around(`UPDATE "AuditEvent" SET address = '::1' WHERE target = 'app-${MANY - 1}'`);
    await around(`DELETE FROM "AuditEvent" WHERE target = 'app-${MANY - 2}'`);
    expect((await verifyAudit()).broken).toMatchObject([{ table: 'AuditEvent', why: 'chain' }]);
  });
});

describe('an act that can’t be put on record', () => {
  it('does not happen', async () => {
    const name = uniqueName('tenant');
    await once(database.url, 'ALTER TABLE "AuditEvent" RENAME TO "AuditEventAway"');
    await expect(callAs(admin, createTenant, { body: { name } })).rejects.toMatchObject({
      code: 'audit.unavailable',
    });
    await once(database.url, 'ALTER TABLE "AuditEventAway" RENAME TO "AuditEvent"');
    expect(await db().tenant.count({ where: { name } })).toBe(0);
    await callAs(admin, createTenant, { body: { name } });
    expect(await db().tenant.count({ where: { name } })).toBe(1);
  });
});

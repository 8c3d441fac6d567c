import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { db, type Prisma, type User } from '@/lib/db';
import { callAs, callerFor, makePerson } from '@/lib/testing/people';
import { once, useOwnDatabase, type OwnDatabase } from '@/lib/testing/own-database';
import { exportAudit as exportOperation } from '@/lib/contract/audit';
import { createTenant, updateTenant } from '@/lib/services/tenants';
import { exportAudit, listAudit, listProjectAudit, verifyAudit } from './index';

let database: OwnDatabase;
let admin: User;
let owner: User;
let viewer: User;
let outsider: User;

beforeAll(async () => {
  database = await useOwnDatabase();
  admin = await makePerson('admin', 'admin');
  [owner, viewer, outsider] = [
    await makePerson('owner'),
    await makePerson('viewer'),
    await makePerson('outsider'),
  ];
  for (const name of ['acme', 'other'])
    await callAs(admin, createTenant, { body: { name, owner: owner.name } });
  await callAs(admin, updateTenant, { params: { tenant: 'acme' }, body: { displayName: '=cmd|calc, "x"' } });
  await callAs(outsider, updateTenant, { params: { tenant: 'acme' }, body: { displayName: 'Mine' } }).catch(
    () => null,
  );

  await db().cluster.create({ data: { name: 'it', title: 'it' } });
  const tenant = await db().tenant.findUniqueOrThrow({ where: { name: 'acme' } });
  const project = await db().project.create({
    data: {
      name: 'shop',
      displayName: 'Shop',
      tenantId: tenant.id,
      clusterName: 'it',
      quota: {},
      phase: 'active',
    },
  });
  await db().projectMember.createMany({
    data: [
      { projectId: project.id, userId: owner.id, role: 'owner' },
      { projectId: project.id, userId: viewer.id, role: 'viewer' },
    ],
  });
});
afterAll(() => database.drop());

describe('the audit', () => {
  it('lists acts newest first with who, outcome and state before and after', async () => {
    const { items } = await callAs(admin, listAudit, { query: { action: 'tenant.' } });
    expect(items.map((row) => [row.action, row.actor, row.result, row.code])).toEqual([
      ['tenant.update', outsider.name, 'denied', 'resource.not_found'],
      ['tenant.update', admin.name, 'succeeded', null],
      ['tenant.create', admin.name, 'succeeded', null],
      ['tenant.create', admin.name, 'succeeded', null],
    ]);
    expect(items[1]?.after).toMatchObject({ displayName: '=cmd|calc, "x"' });
    expect(items[1]?.requestId).not.toBe('');
  });

  it('pages without leaving out or repeating a row', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await callAs(admin, listAudit, { query: { limit: 1, cursor } });
      seen.push(...page.items.map((row) => row.id));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    const all = await callAs(admin, listAudit, { query: { limit: 500 } });
    expect(seen).toEqual(all.items.map((row) => row.id));
  });

  it('finds by actor, outcome, search and time', async () => {
    const count = async (query: Record<string, string>) =>
      (await callAs(admin, listAudit, { query })).items.length;
    expect(await count({ result: 'denied' })).toBe(1);
    expect(await count({ actor: outsider.name })).toBe(1);
    expect(await count({ search: 'ACME' })).toBe(3);
    expect(await count({ tenant: 'other' })).toBe(0);
    expect(await count({ to: '2020-01-01T00:00:00Z' })).toBe(0);
    expect(await count({ from: '2020-01-01T00:00:00Z', action: 'tenant.update' })).toBe(2);
  });

  it('is searched in who, what, on what, where and from where, and takes wildcards as letters', async () => {
    const found = async (search: string) =>
      (await callAs(admin, listAudit, { query: { search } })).items.map((row) => row.action);
    const [row] = (await callAs(admin, listAudit, { query: { actor: outsider.name } })).items;
    expect(await found(outsider.name.slice(2).toUpperCase())).toEqual(['tenant.update']);
    expect(await found('nant.creat')).toEqual(['tenant.create', 'tenant.create']);
    expect(await found(row?.requestId ?? '-')).toEqual(['tenant.update']);
    expect(await found('127.0.')).toHaveLength(4);
    // An address is told by how it begins.
    expect(await found('27.0.')).toEqual([]);
    expect(await found('%')).toEqual([]);
    const undo = await useRows([bare({ project: 'only-here' })]);
    expect(await found('Only-H')).toEqual(['app.create']);
    await undo();
  });

  it('refuses a cursor that is not one of ours', async () => {
    await expect(callAs(admin, listAudit, { query: { cursor: '1 OR 1=1' } })).rejects.toMatchObject({
      code: 'request.malformed',
    });
  });

  it('is closed to everybody but administrators; a project’s part is open to its owners', async () => {
    await expect(callAs(owner, listAudit)).rejects.toMatchObject({ code: 'auth.forbidden' });
    const params = { project: 'shop' };
    await expect(callAs(viewer, listProjectAudit, { params })).rejects.toMatchObject({
      code: 'auth.forbidden',
    });
    await expect(callAs(outsider, listProjectAudit, { params })).rejects.toMatchObject({
      code: 'resource.not_found',
    });
    expect((await callAs(owner, listProjectAudit, { params })).items).toEqual([]);
  });

  it('keeps the acts of an older project of the same name from its new owners', async () => {
    const undo = await useRows([
      bare({ project: 'shop', target: 'old', at: new Date('2020-01-01T00:00:00Z') }),
      bare({ project: 'shop', target: 'new', at: new Date(Date.now() + 1000) }),
    ]);
    const { items } = await callAs(owner, listProjectAudit, { params: { project: 'shop' } });
    expect(items.map((each) => each.target)).toEqual(['new']);
    await undo();
  });

  it('shows a project’s owners nothing of who asks for another project of its name', async () => {
    const row = {
      requestId: 'r',
      actorName: 'stranger',
      via: 'session',
      address: '192.0.2.7',
      tenant: 'other',
      project: 'shop',
      at: new Date(Date.now() + 1000),
      prevHash: '',
      hash: '',
    };
    const asked = { name: 'shop', tenant: 'other', displayName: 'written by a stranger' };
    const own = await useRows([
      { ...row, action: 'project.create', target: 'shop', input: asked },
      { ...row, action: 'app.create', target: 'mine', input: {} },
    ]);
    const { items } = await callAs(owner, listProjectAudit, { params: { project: 'shop' } });
    expect(items.map((each) => each.target)).toEqual(['mine']);
    const all = await callAs(admin, listAudit, { query: { project: 'shop' } });
    expect(all.items.map((each) => each.action)).toContain('project.create');
    await own();
  });

  it('can be exported as CSV, safe for spreadsheets, and as NDJSON', async () => {
    const csv = await exported('csv');
    expect(csv.type).toBe('text/csv; charset=utf-8');
    expect(csv.text.split('\r\n')[0]).toMatch(/^at,actor,via,address,action,/);
    expect(csv.text).not.toMatch(/(^|,)=cmd/m);
    const lines = (await exported('ndjson')).text.trim().split('\n');
    const rows = lines.map((line) => JSON.parse(line) as { action: string });
    expect(rows.filter((row) => row.action === 'tenant.create')).toHaveLength(2);
    // The export itself is an act.
    const { items } = await callAs(admin, listAudit, { query: { action: 'audit.export' } });
    expect(items.map((row) => [row.result, row.target])).toEqual([
      ['succeeded', 'ndjson'],
      ['succeeded', 'csv'],
    ]);
    await expect(exported('csv', owner)).rejects.toMatchObject({ code: 'auth.forbidden' });
  });
});

describe('verifyAudit', () => {
  it('finds both chains whole', async () => {
    const check = await verifyAudit();
    expect(check).toMatchObject({ ok: true, broken: [] });
    expect(check.events).toBe(await db().auditEvent.count());
    expect(check.outcomes).toBe(await db().auditOutcome.count());
  });

  it('the database refuses to change or remove a row', async () => {
    await expect(once(database.url, `UPDATE "AuditEvent" SET "actorName" = 'nobody'`)).rejects.toThrow();
    await expect(once(database.url, `DELETE FROM "AuditOutcome"`)).rejects.toThrow();
    await expect(once(database.url, `TRUNCATE "AuditOutcome"`)).rejects.toThrow();
  });

  it('notices a changed row, and a removed one, where somebody went around that', async () => {
    const around = (sql: string) =>
      once(database.url, `BEGIN; SET LOCAL session_replication_role = replica; ${sql}; COMMIT`);
    await around(
      `UPDATE "AuditEvent" SET "actorName" = 'nobody' WHERE action = 'tenant.update' AND "actorName" LIKE 'it-admin%'`,
    );
    expect((await verifyAudit()).broken).toMatchObject([{ table: 'AuditEvent', why: 'hash' }]);
    await around(
      `DELETE FROM "AuditOutcome" WHERE seq = (SELECT seq FROM "AuditOutcome" ORDER BY seq OFFSET 1 LIMIT 1)`,
    );
    expect((await verifyAudit()).broken).toMatchObject([
      { table: 'AuditEvent', why: 'hash' },
      { table: 'AuditOutcome', why: 'chain' },
    ]);
    await around(
      `UPDATE "AuditOutcome" SET "durationMs" = 99999 WHERE seq = (SELECT max(seq) FROM "AuditOutcome")`,
    );
    expect((await verifyAudit()).broken).toMatchObject([
      { table: 'AuditEvent', why: 'hash' },
      { table: 'AuditOutcome', why: 'chain' },
      { table: 'AuditOutcome', why: 'hash' },
    ]);
  });
});

async function exported(format: 'csv' | 'ndjson', person = admin): Promise<{ type: string; text: string }> {
  const query = exportOperation.query.parse({ format });
  const { type, body } = await exportAudit(await callerFor(person), {
    params: undefined,
    query,
    body: undefined,
  });
  return { type, text: await new Response(body).text() };
}

/** A row outside the chain. */
function bare(more: Partial<Prisma.AuditEventCreateManyInput>): Prisma.AuditEventCreateManyInput {
  return {
    at: new Date(),
    requestId: 'r',
    actorName: 'x',
    via: 'session',
    address: '::1',
    action: 'app.create',
    target: 'x',
    input: {},
    prevHash: '',
    hash: '',
    ...more,
  };
}

/** Puts rows into the audit around its chain, and answers how they go again. */
async function useRows(rows: Prisma.AuditEventCreateManyInput[]) {
  const before = await db().auditEvent.findFirst({ orderBy: { seq: 'desc' } });
  await db().auditEvent.createMany({ data: rows });
  return () =>
    once(
      database.url,
      `BEGIN; SET LOCAL session_replication_role = replica;
       DELETE FROM "AuditEvent" WHERE seq > ${before?.seq ?? 0}; COMMIT`,
    );
}

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadPrincipal, principalOfRequest } from '@/lib/auth';
import { db, type User } from '@/lib/db';
import { Problem } from '@/lib/domain/problem';
import { sha256 } from '@/lib/runtime/crypto';
import { endSession, listSessions } from '@/lib/services/sessions';
import { createToken, deleteToken, listTokens } from '@/lib/services/tokens';
import { uniqueName } from '@/lib/testing/names';
import { useOwnDatabase, type OwnDatabase } from '@/lib/testing/own-database';
import { callAs, callerFor, makePerson } from '@/lib/testing/people';
import { createUser, deleteUser, listUsers, resetPassword, updateUser } from '.';

let database: OwnDatabase;
let admin: User;

beforeAll(async () => {
  database = await useOwnDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  await db().user.deleteMany();
  admin = await makePerson('admin', 'admin');
});

async function codeOf(act: Promise<unknown>): Promise<string> {
  return act.then(
    () => 'ok',
    (error: unknown) => (error instanceof Problem ? error.code : String(error)),
  );
}

async function openSession(user: User) {
  return db().session.create({
    data: { userId: user.id, address: '192.0.2.1', expiresAt: new Date(Date.now() + 86_400_000) },
  });
}

/** Makes a token as somebody who is signed in, or with a token of theirs. */
async function makeToken(user: User, body: { name: string; days?: number }, credential?: string) {
  const principal = await loadPrincipal(user.id, credential ? 'token' : 'session', credential ?? user.id);
  const caller = { ...(await callerFor(user)), principal };
  return createToken.call(caller, { params: undefined, query: undefined, body });
}

const revoked = async (id: string) =>
  (await db().session.findUniqueOrThrow({ where: { id } })).revokedAt !== null;

describe('administrators', () => {
  it('can’t disable, demote or delete themselves', async () => {
    const params = { user: admin.name };
    await makePerson('admin', 'admin');
    expect(await codeOf(callAs(admin, updateUser, { params, body: { disabled: true } }))).toBe('user.self');
    expect(await codeOf(callAs(admin, updateUser, { params, body: { platformRole: 'user' } }))).toBe(
      'user.self',
    );
    expect(await codeOf(callAs(admin, deleteUser, { params, query: { confirm: admin.name } }))).toBe(
      'user.self',
    );
    expect(await codeOf(callAs(admin, updateUser, { params, body: { displayName: 'Me' } }))).toBe('ok');
  });

  it('can’t remove each other at the same moment: one stays', async () => {
    for (let round = 0; round < 5; round += 1) {
      const other = await makePerson('admin', 'admin');
      await Promise.all([
        codeOf(callAs(admin, updateUser, { params: { user: other.name }, body: { platformRole: 'user' } })),
        codeOf(callAs(other, updateUser, { params: { user: admin.name }, body: { disabled: true } })),
      ]);
      const left = await db().user.findMany({ where: { platformRole: 'admin', disabledAt: null } });
      expect(left.length).toBeGreaterThanOrEqual(1);
      admin = left[0] ?? admin;
      await db().user.deleteMany({ where: { id: { not: admin.id } } });
    }
  });

  it('can’t give themselves a new password without the present one', async () => {
    const params = { user: admin.name };
    const before = await openSession(admin);
    expect(await codeOf(callAs(admin, resetPassword, { params, body: {} }))).toBe('user.own_password');
    expect(await revoked(before.id)).toBe(false);
    expect((await db().user.findUniqueOrThrow({ where: { id: admin.id } })).passwordHash).toBeNull();
  });

  it('the last one stays, whoever asks', async () => {
    const { OPERATOR, localCaller } = await import('@/lib/services/identity');
    const ask = updateUser.call(localCaller(OPERATOR), {
      params: { user: admin.name },
      query: undefined,
      body: { disabled: true },
    });
    expect(await codeOf(ask)).toBe('user.last_admin');
  });
});

describe('users', () => {
  it('are made with a generated password that is shown once and must be changed', async () => {
    const name = uniqueName('new');
    const made = await callAs(admin, createUser, { body: { name } });
    expect(made).toMatchObject({ name, displayName: name, platformRole: 'user', mustChange: true });
    const row = await db().user.findUniqueOrThrow({ where: { name } });
    expect(row.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(made.password).toHaveLength(23);
    const audit = await db().auditEvent.findFirst({ where: { action: 'user.create', target: name } });
    expect(JSON.stringify(audit?.input)).not.toContain(made.password ?? '-');
    expect(await codeOf(callAs(admin, createUser, { body: { name } }))).toBe('resource.exists');
  });

  it('a given password keeps the rules and never reaches the audit', async () => {
    const name = uniqueName('new');
    const short = callAs(admin, createUser, { body: { name, password: 'short' } });
    await expect(short).rejects.toMatchObject({ code: 'validation.failed', fields: [{ path: 'password' }] });
    const made = await callAs(admin, createUser, { body: { name, password: 'canary-canary-1' } });
    expect(made.password).toBeNull();
    const events = await db().auditEvent.findMany({ include: { outcome: true } });
    const text = JSON.stringify(events, (_, value: unknown) =>
      typeof value === 'bigint' ? Number(value) : value,
    );
    expect(text).not.toContain('canary-canary-1');
  });

  it('are found by name, display name and page', async () => {
    const stem = uniqueName('find');
    for (const part of ['a', 'b', 'c']) {
      await db().user.create({ data: { name: `${stem}-${part}`, displayName: `李 ${part}` } });
    }
    const first = await callAs(admin, listUsers, { query: { search: stem.toUpperCase(), limit: '2' } });
    expect(first.items.map((row) => row.name)).toEqual([`${stem}-a`, `${stem}-b`]);
    expect(first.total).toBe(3);
    const second = await callAs(admin, listUsers, {
      query: { search: stem, limit: '2', cursor: first.next },
    });
    expect(second.items.map((row) => row.name)).toEqual([`${stem}-c`]);
    expect(second.next).toBeNull();
    const byDisplayName = await callAs(admin, listUsers, { query: { search: '李 b' } });
    expect(byDisplayName.items.map((row) => row.name)).toEqual([`${stem}-b`]);
  });

  it('lose all sessions at once when disabled, given another role or another password', async () => {
    for (const act of [
      (params: { user: string }) => callAs(admin, updateUser, { params, body: { disabled: true } }),
      (params: { user: string }) => callAs(admin, updateUser, { params, body: { platformRole: 'admin' } }),
      (params: { user: string }) => callAs(admin, resetPassword, { params, body: {} }),
    ]) {
      const user = await makePerson();
      const [mine, others] = [await openSession(user), await openSession(admin)];
      await act({ user: user.name });
      expect([await revoked(mine.id), await revoked(others.id)]).toEqual([true, false]);
    }
  });

  it('keep what they own: whoever owns a tenant is not deleted; the audit keeps the name', async () => {
    const user = await makePerson();
    const name = uniqueName('tenant');
    const tenant = await db().tenant.create({
      data: { name, displayName: name, members: { create: { userId: user.id, role: 'owner' } } },
    });
    const ask = { params: { user: user.name }, query: { confirm: user.name } };
    expect(await codeOf(callAs(admin, deleteUser, ask))).toBe('user.owns');
    expect(await codeOf(callAs(admin, deleteUser, { ...ask, query: { confirm: 'other' } }))).toBe(
      'confirm.name',
    );
    await db().tenantMember.updateMany({ where: { tenantId: tenant.id }, data: { role: 'member' } });
    await makeToken(user, { name: 'mine' });
    expect(await codeOf(callAs(admin, deleteUser, ask))).toBe('ok');
    expect(await db().apiToken.count({ where: { userId: user.id } })).toBe(0);
    expect(await db().auditEvent.count({ where: { actorName: user.name } })).toBe(1);
    await db().tenant.delete({ where: { id: tenant.id } });
  });

  it('are nobody else’s business', async () => {
    const user = await makePerson();
    expect(await codeOf(callAs(user, listUsers))).toBe('auth.forbidden');
    expect(await codeOf(callAs(user, createUser, { body: { name: uniqueName('x') } }))).toBe(
      'auth.forbidden',
    );
  });
});

describe('tokens', () => {
  const bearer = (token: string) => principalOfRequest(new Headers({ authorization: `Bearer ${token}` }));

  it('are kept as a hash only, speak for their owner, and end when deleted, expired or the account is disabled', async () => {
    const user = await makePerson();
    const made = await makeToken(user, { name: 'ci', days: 7 });
    expect(made.token).toMatch(/^berth_[\w-]{43}$/);
    const row = await db().apiToken.findUniqueOrThrow({ where: { id: made.id } });
    expect(row.hash).toBe(sha256(made.token));
    expect(JSON.stringify(row)).not.toContain(made.token);
    expect(await bearer(made.token)).toMatchObject({ userId: user.id, via: 'token', credentialId: made.id });
    expect(await bearer(`${made.token}x`)).toBeNull();

    await db().user.update({ where: { id: user.id }, data: { disabledAt: new Date() } });
    expect(await bearer(made.token)).toBeNull();
    await db().user.update({ where: { id: user.id }, data: { disabledAt: null } });
    await db().apiToken.update({ where: { id: made.id }, data: { expiresAt: new Date() } });
    expect(await bearer(made.token)).toBeNull();
    await db().apiToken.update({ where: { id: made.id }, data: { expiresAt: null } });
    expect(await bearer(made.token)).not.toBeNull();
    await callAs(user, deleteToken, { params: { token: made.id } });
    expect(await bearer(made.token)).toBeNull();
    expect((await callAs(user, listTokens)).items).toEqual([]);
  });

  it('that were made with a token end with it, at once, to the last generation', async () => {
    const user = await makePerson();
    const first = await makeToken(user, { name: 'first', days: 7 });
    const second = await makeToken(user, { name: 'second', days: 30 }, first.id);
    const third = await makeToken(user, { name: 'third', days: 30 }, second.id);
    const other = await makeToken(user, { name: 'other' });
    expect([second.parentId, third.parentId, other.parentId]).toEqual([first.id, second.id, null]);
    // None outlives the first, whatever it asked for.
    expect([second.expiresAt, third.expiresAt]).toEqual([first.expiresAt, first.expiresAt]);
    const created = await db().auditEvent.findFirstOrThrow({
      where: { action: 'token.create', target: 'second', actorName: user.name },
      include: { outcome: true },
    });
    expect(created.outcome?.after).toMatchObject({ parentId: first.id });

    await callAs(user, deleteToken, { params: { token: first.id } });
    const speak = [first, second, third, other].map(async ({ token }) => (await bearer(token)) !== null);
    expect(await Promise.all(speak)).toEqual([false, false, false, true]);
    expect((await callAs(user, listTokens)).items.map(({ name }) => name)).toEqual(['other']);
    expect(await codeOf(makeToken(user, { name: 'late' }, first.id))).toBe('auth.required');
    const deleted = await db().auditEvent.findFirstOrThrow({
      where: { action: 'token.delete', target: first.id },
      include: { outcome: true },
    });
    expect(deleted.outcome?.before).toEqual({
      name: 'first',
      prefix: first.prefix,
      revokedWithIt: [
        { name: 'second', prefix: second.prefix },
        { name: 'third', prefix: third.prefix },
      ],
    });
  });

  it('made with one that is being revoked are revoked, or never made', async () => {
    const user = await makePerson();
    const parent = await makeToken(user, { name: 'parent' });
    const wishes = Array.from({ length: 8 }, (_, at) => makeToken(user, { name: `child ${at}` }, parent.id));
    const [made] = await Promise.all([
      Promise.allSettled(wishes),
      callAs(user, deleteToken, { params: { token: parent.id } }),
    ]);
    for (const child of made) {
      if (child.status === 'fulfilled') expect(await bearer(child.value.token)).toBeNull();
      else expect(child.reason).toMatchObject({ code: 'auth.required' });
    }
    expect(await db().apiToken.count({ where: { userId: user.id, revokedAt: null } })).toBe(0);
  });

  it('a wrong token does not fall back to anything', async () => {
    expect(await principalOfRequest(new Headers({ authorization: 'Basic eDp5' }))).toBeNull();
    expect(await principalOfRequest(new Headers({ authorization: 'Bearer' }))).toBeNull();
    expect(await principalOfRequest(new Headers())).toBeNull();
  });

  it('of somebody else are not there', async () => {
    const [one, other] = [await makePerson(), await makePerson()];
    const made = await makeToken(one, { name: 'ci' });
    expect(await codeOf(callAs(other, deleteToken, { params: { token: made.id } }))).toBe(
      'resource.not_found',
    );
    expect(await codeOf(callAs(admin, deleteToken, { params: { token: made.id } }))).toBe(
      'resource.not_found',
    );
  });
});

describe('sessions', () => {
  it('of others are seen and ended by administrators only', async () => {
    const [one, other] = [await makePerson(), await makePerson()];
    const session = await openSession(one);
    const query = { user: one.name };
    expect(await codeOf(callAs(other, listSessions, { query }))).toBe('auth.forbidden');
    const params = { session: session.id };
    expect(await codeOf(callAs(other, endSession, { params }))).toBe('resource.not_found');
    expect((await callAs(admin, listSessions, { query })).items.map((row) => row.id)).toEqual([session.id]);
    expect(await codeOf(callAs(admin, endSession, { params }))).toBe('ok');
    expect((await callAs(one, listSessions)).items).toEqual([]);
    expect(await codeOf(callAs(one, endSession, { params }))).toBe('resource.not_found');
  });

  it('are listed as long as they hold', async () => {
    const person = await makePerson();
    const ago = (days: number) => new Date(Date.now() - days * 86_400_000);
    const held = await openSession(person);
    await db().session.update({ where: { id: (await openSession(person)).id }, data: { expiresAt: ago(0) } });
    await db().session.update({
      where: { id: (await openSession(person)).id },
      data: { lastSeenAt: ago(8) },
    });
    expect((await callAs(person, listSessions)).items.map(({ id }) => id)).toEqual([held.id]);
  });
});

import { hash } from '@node-rs/argon2';
import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashPassword, loadPrincipal, needsRehash, refreshPrincipal } from '@/lib/auth';
import { db, type User } from '@/lib/db';
import { Problem } from '@/lib/domain/problem';
import { sha256 } from '@/lib/runtime/crypto';
import { ANONYMOUS, type Caller } from '@/lib/services/kernel';
import { uniqueName } from '@/lib/testing/names';
import { useOwnDatabase, type OwnDatabase } from '@/lib/testing/own-database';
import { callAs } from '@/lib/testing/people';
import { changeMyPassword, ensureFirstAdministrator, signIn, signOut } from '.';
import { localCaller } from './actors';

const PASSWORD = 'a long enough password';
let database: OwnDatabase;
let person: User;

beforeAll(async () => {
  database = await useOwnDatabase({ BERTH_ADMIN_PASSWORD: 'first-password' });
});
afterAll(() => database.drop());

async function makeUser(): Promise<User> {
  const name = uniqueName('person');
  return db().user.create({ data: { name, displayName: name, passwordHash: await hashPassword(PASSWORD) } });
}

function from(address: string): Caller {
  return { ...localCaller(ANONYMOUS), principal: null, address, userAgent: 'test browser' };
}

const place = () => `198.${randomInt(18, 19)}.${randomInt(256)}.${randomInt(256)}`;

async function codeOf(act: Promise<unknown>): Promise<string> {
  return act.then(
    () => 'ok',
    (error: unknown) => (error instanceof Problem ? error.code : String(error)),
  );
}

/** Some at once, but fewer than may wait for a hash. */
function together(count: number, act: () => Promise<unknown>): Promise<string[]> {
  return Promise.all(Array.from({ length: count }, () => codeOf(act())));
}

async function lastEvent(action: string) {
  return db().auditEvent.findFirst({
    where: { action },
    orderBy: { seq: 'desc' },
    include: { outcome: true },
  });
}

describe('the first administrator', () => {
  it('is made once, and never touched again', async () => {
    await ensureFirstAdministrator();
    const made = await db().user.findUniqueOrThrow({ where: { name: 'admin' } });
    expect(made.platformRole).toBe('admin');
    await db().user.update({ where: { id: made.id }, data: { passwordHash: await hashPassword(PASSWORD) } });
    await ensureFirstAdministrator();
    expect(await codeOf(signIn(from(place()), { name: 'admin', password: PASSWORD }))).toBe('ok');
    expect(await codeOf(signIn(from(place()), { name: 'admin', password: 'first-password' }))).toBe(
      'auth.failed',
    );
    expect(await db().user.count()).toBe(1);
  });
});

describe('signing in', () => {
  it('makes a session that holds, with address and browser, and stands in the audit', async () => {
    person = await makeUser();
    const address = place();
    const made = await signIn(from(address), { name: ` ${person.name.toUpperCase()} `, password: PASSWORD });
    const session = await db().session.findUniqueOrThrow({ where: { id: made.sessionId } });
    expect(session).toMatchObject({ userId: person.id, address, userAgent: 'test browser', revokedAt: null });
    const event = await lastEvent('session.create');
    expect(event).toMatchObject({ actorName: person.name, address, target: person.name });
    expect(event?.outcome?.result).toBe('succeeded');
  });

  it('says the same to an unknown name and to a wrong password, and writes down neither password nor odd names', async () => {
    person = await makeUser();
    expect(await codeOf(signIn(from(place()), { name: person.name, password: 'wrong' }))).toBe('auth.failed');
    expect((await lastEvent('session.create'))?.outcome).toMatchObject({
      result: 'denied',
      code: 'auth.failed',
    });
    expect(await codeOf(signIn(from(place()), { name: 'My Secret Passw0rd!', password: 'wrong' }))).toBe(
      'auth.failed',
    );
    const event = await lastEvent('session.create');
    expect(event).toMatchObject({ actorName: '(anonymous)', target: '(not a name)' });
    expect(
      JSON.stringify(event, (_, value: unknown) => (typeof value === 'bigint' ? Number(value) : value)),
    ).not.toMatch(/my secret|passw0rd/i);
  });

  it('tells only who knows the password that the account is disabled', async () => {
    person = await makeUser();
    await db().user.update({ where: { id: person.id }, data: { disabledAt: new Date() } });
    expect(await codeOf(signIn(from(place()), { name: person.name, password: 'wrong' }))).toBe('auth.failed');
    expect(await codeOf(signIn(from(place()), { name: person.name, password: PASSWORD }))).toBe(
      'auth.disabled',
    );
  });

  it('ends the session that the browser had before, and no other', async () => {
    person = await makeUser();
    const typed = { name: person.name, password: PASSWORD };
    const [first, elsewhere] = [await signIn(from(place()), typed), await signIn(from(place()), typed)];
    const principal = await loadPrincipal(person.id, 'session', first.sessionId);
    const again = await signIn({ ...from(place()), principal }, typed);
    const open = await db().session.findMany({ where: { userId: person.id, revokedAt: null } });
    expect(open.map(({ id }) => id).sort()).toEqual([elsewhere.sessionId, again.sessionId].sort());
  });

  it('hashes a password anew that was hashed with yesterday’s cost', async () => {
    person = await makeUser();
    const old = await hash(PASSWORD, { memoryCost: 8192, timeCost: 1, parallelism: 1 });
    await db().user.update({ where: { id: person.id }, data: { passwordHash: old } });
    const passwordHash = async () =>
      (await db().user.findUniqueOrThrow({ where: { id: person.id } })).passwordHash ?? '';
    await codeOf(signIn(from(place()), { name: person.name, password: 'wrong' }));
    expect(await passwordHash()).toBe(old);
    for (const _ of ['the first time', 'with the new hash']) {
      expect(await codeOf(signIn(from(place()), { name: person.name, password: PASSWORD }))).toBe('ok');
    }
    expect(needsRehash(await passwordHash())).toBe(false);
  });

  it('takes as long for an unknown name as for a wrong password', async () => {
    person = await makeUser();
    const time = async (name: string) => {
      const started = performance.now();
      await codeOf(signIn(from(place()), { name, password: 'wrong' }));
      return performance.now() - started;
    };
    await time('warm-up');
    const known: number[] = [];
    const unknown: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      known.push(await time(person.name));
      unknown.push(await time(uniqueName('nobody')));
    }
    // Without the dummy hash an unknown name would answer in a tenth of the time.
    expect(Math.min(...unknown)).toBeGreaterThan(Math.min(...known) / 3);
  });
});

describe('guessing', () => {
  it('is refused after eight tries from one place, parallel ones too, and harms nobody elsewhere', async () => {
    person = await makeUser();
    const guesser = place();
    const tries = Array.from({ length: 20 }, () =>
      codeOf(signIn(from(guesser), { name: person.name, password: 'wrong' })),
    );
    const codes = await Promise.all(tries);
    expect(codes.filter((code) => code === 'auth.failed')).toHaveLength(8);
    expect(codes.filter((code) => code === 'auth.wait')).toHaveLength(12);
    // The right password does not help from there now, but does from anywhere else.
    expect(await codeOf(signIn(from(guesser), { name: person.name, password: PASSWORD }))).toBe('auth.wait');
    expect(await codeOf(signIn(from(place()), { name: person.name, password: PASSWORD }))).toBe('ok');
  });

  it('from very many places only slows the account down', async () => {
    person = await makeUser();
    for (let round = 0; round < 3; round += 1) {
      await together(25, () => signIn(from(place()), { name: person.name, password: 'wrong' }));
    }
    const started = performance.now();
    expect(await codeOf(signIn(from(place()), { name: person.name, password: PASSWORD }))).toBe('ok');
    expect(performance.now() - started).toBeGreaterThan(1400);
  });

  it('of many names from one place is refused', async () => {
    const guesser = place();
    const codes: string[] = [];
    for (let round = 0; round < 4; round += 1) {
      codes.push(
        ...(await together(25, () =>
          signIn(from(guesser), { name: uniqueName('guess'), password: 'wrong' }),
        )),
      );
    }
    expect(codes.slice(0, 50).every((code) => code === 'auth.failed')).toBe(true);
    expect(codes).toContain('auth.wait');
  });

  it('does not count what was right', async () => {
    person = await makeUser();
    const address = place();
    for (let round = 0; round < 12; round += 1) {
      expect(await codeOf(signIn(from(address), { name: person.name, password: PASSWORD }))).toBe('ok');
    }
    // Neither of the account nor of the place: an office behind one address signs in all day.
    const buckets = await db().rateBucket.findMany({ where: { key: { startsWith: 'signin:' } } });
    const spent = buckets.filter(({ key, tokens }) => key.endsWith(`:${address}`) && tokens < 59);
    expect(spent).toEqual([]);
    const account = `signin:account:${sha256(`account:${person.name}`).slice(0, 32)}`;
    expect(buckets.find(({ key }) => key === account)?.tokens).toBeGreaterThan(58);
  });

  it('an IPv6 customer can’t go from address to address of a /64', async () => {
    person = await makeUser();
    const codes: string[] = [];
    for (let host = 1; host <= 10; host += 1) {
      codes.push(
        await codeOf(signIn(from(`2001:db8:7:1::${host}`), { name: person.name, password: 'wrong' })),
      );
    }
    expect(codes.filter((code) => code === 'auth.wait')).toHaveLength(2);
  });
});

describe('the end of a session', () => {
  async function signedIn(user: User): Promise<Caller> {
    const { sessionId } = await signIn(from(place()), { name: user.name, password: PASSWORD });
    const principal = await refreshPrincipal({ ...ANONYMOUS, userId: user.id, credentialId: sessionId });
    return { ...from(place()), principal };
  }
  const holds = async ({ principal }: Caller) =>
    principal !== null && (await refreshPrincipal(principal)) !== null;

  it('comes at once with sign-out, and is audited', async () => {
    person = await makeUser();
    const [one, other] = [await signedIn(person), await signedIn(person)];
    await signOut(one);
    expect([await holds(one), await holds(other)]).toEqual([false, true]);
    expect((await lastEvent('session.end'))?.actorName).toBe(person.name);
  });

  it('comes to all others when the password is changed', async () => {
    person = await makeUser();
    const [one, other] = [await signedIn(person), await signedIn(person)];
    await changeMyPassword.call(one, {
      params: undefined,
      query: undefined,
      body: { current: PASSWORD, password: 'another long password' },
    });
    expect([await holds(one), await holds(other)]).toEqual([true, false]);
    expect(await codeOf(signIn(from(place()), { name: person.name, password: PASSWORD }))).toBe(
      'auth.failed',
    );
  });

  it('comes when nobody used it for a week, and after thirty days', async () => {
    person = await makeUser();
    const caller = await signedIn(person);
    const id = caller.principal?.credentialId ?? '';
    const ago = (days: number) => new Date(Date.now() - days * 86_400_000);
    await db().session.update({ where: { id }, data: { lastSeenAt: ago(6.9) } });
    expect(await holds(caller)).toBe(true);
    await db().session.update({ where: { id }, data: { lastSeenAt: ago(7.1) } });
    expect(await holds(caller)).toBe(false);
    await db().session.update({ where: { id }, data: { lastSeenAt: new Date(), expiresAt: ago(0) } });
    expect(await holds(caller)).toBe(false);
  });

  it('a stolen session can’t guess the password either', async () => {
    person = await makeUser();
    const codes: string[] = [];
    for (let round = 0; round < 10; round += 1) {
      codes.push(
        await codeOf(
          callAs(person, changeMyPassword, {
            body: { current: `guess ${round}`, password: 'another long password' },
          }),
        ),
      );
    }
    expect(codes.filter((code) => code === 'password.current')).toHaveLength(8);
    expect(codes.at(-1)).toBe('auth.wait');
  });
});

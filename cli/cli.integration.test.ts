import { spawn } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { principalOfRequest, verifyPassword } from '@/lib/auth';
import { db, type User } from '@/lib/db';
import { useOwnDatabase, type OwnDatabase } from '@/lib/testing/own-database';
import { makePerson } from '@/lib/testing/people';

let database: OwnDatabase;
let admin: User;

beforeAll(async () => {
  database = await useOwnDatabase();
  admin = await makePerson('admin', 'admin');
});
afterAll(() => database.drop());

interface Run {
  code: number | null;
  out: string;
  err: string;
}

/** The command line as the operator calls it: a process of its own. */
function berth(args: string[], env: Record<string, string> = {}): Promise<Run> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'cli/main.ts', ...args], {
    env: { ...process.env, ...env },
  });
  const run: Run = { code: null, out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (run.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (run.err += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ ...run, code }));
  });
}

describe('berth', () => {
  it('explains itself', async () => {
    const [help, wrong, incomplete] = await Promise.all([
      berth(['--help']),
      berth(['make', 'coffee']),
      berth(['token', 'create']),
    ]);
    expect(help).toMatchObject({ code: 0, err: '' });
    expect(help.out).toContain('token create --user NAME');
    expect(wrong.code).toBe(2);
    expect(wrong.err).toContain('There is no command “make coffee”.');
    expect(incomplete.code).toBe(2);
    expect(incomplete.err).toContain('Name the user');
  });

  it('token create prints only the token, which works, and is audited', async () => {
    const { code, out } = await berth(['token', 'create', '--user', admin.name, '--days', '2']);
    expect(code).toBe(0);
    expect(out).toMatch(/^berth_[\w-]{43}\n$/);
    const principal = await principalOfRequest(new Headers({ authorization: `Bearer ${out.trim()}` }));
    expect(principal?.userId).toBe(admin.id);
    const row = await db().apiToken.findUniqueOrThrow({ where: { id: principal?.credentialId ?? '' } });
    expect((row.expiresAt?.getTime() ?? 0) - row.createdAt.getTime()).toBe(2 * 86_400_000);
    const event = await db().auditEvent.findFirstOrThrow({
      where: { action: 'token.create' },
      include: { outcome: true },
    });
    expect(event).toMatchObject({ via: 'cli', actorName: '(cli)', target: admin.name });
    expect(event.outcome?.result).toBe('succeeded');
  });

  it('token create refuses what is not there and what is no number, with nothing on standard output', async () => {
    const [nobody, days] = await Promise.all([
      berth(['token', 'create', '--user', 'no-such-user']),
      berth(['token', 'create', '--user', admin.name, '--days', 'soon']),
    ]);
    expect(nobody).toMatchObject({ code: 1, out: '' });
    expect(nobody.err).toContain('no-such-user');
    expect(days).toMatchObject({ code: 1, out: '' });
    expect(days.err).toContain('1 to 3650');
  });

  it('user reset-password prints a password that works, and ends sessions', async () => {
    const user = await makePerson();
    const session = await db().session.create({
      data: { userId: user.id, address: '192.0.2.1', expiresAt: new Date(Date.now() + 86_400_000) },
    });
    const { code, out } = await berth(['user', 'reset-password', user.name]);
    expect(code).toBe(0);
    const row = await db().user.findUniqueOrThrow({ where: { id: user.id } });
    expect(row.mustChange).toBe(true);
    expect(await verifyPassword(row.passwordHash, out.trim())).toBe(true);
    expect((await db().session.findUniqueOrThrow({ where: { id: session.id } })).revokedAt).not.toBeNull();
  });

  it('user list shows everybody', async () => {
    const { code, out } = await berth(['user', 'list']);
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`^${admin.name} +admin +active`, 'm'));
  });

  it('doctor says what is wrong and what to do, and by its exit code that something is', async () => {
    const [settings, database] = await Promise.all([
      berth(['doctor'], { PORT: 'abc' }),
      berth(['doctor'], { DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none' }),
    ]);
    expect(settings.code).toBe(1);
    expect(settings.out).toMatch(/WRONG {2}settings: .*\n.*PORT/s);
    expect(database.code).toBe(1);
    expect(database.out).toMatch(/WRONG {2}database: unreachable\n +→ Is PostgreSQL up/);
  });
});

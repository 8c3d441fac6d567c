import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { db, type User } from '@/lib/db';
import { ackFrame, resizeFrame } from '@/lib/domain/shell';
import { sha256 } from '@/lib/runtime/crypto';
import { putProjectMember } from '@/lib/services/projects';
import { callAs } from '@/lib/testing/people';
import { isRunning, podWhen, startPod } from '@/lib/testing/pods';
import { openShellSocket, startGateway, type OpenedShell } from '@/lib/testing/shell-client';
import { makeTenant, type TestTenant } from '@/lib/testing/tenancy';
import { waitFor } from '@/lib/testing/wait-for';

let tenant: TestTenant;
let project: string;
let gateway: Awaited<ReturnType<typeof startGateway>>;

beforeAll(async () => {
  gateway = await startGateway();
  tenant = await makeTenant();
  project = await tenant.project();
  await startPod(project, { name: 'box', containers: { main: 'sleep 100000', other: 'sleep 100000' } });
  await startPod(project, { name: 'bare', containers: { main: [] }, image: 'samples/static:1' });
  await podWhen(project, 'box', isRunning);
  await podWhen(project, 'bare', isRunning);
});

afterAll(async () => {
  gateway.close();
  await tenant.clean();
});

async function tokenFor(person: User): Promise<{ id: string; token: string }> {
  const token = randomBytes(16).toString('hex');
  const row = await db().apiToken.create({
    data: { userId: person.id, name: 'it', prefix: 'it', hash: sha256(token) },
  });
  return { id: row.id, token };
}

/** Opens a shell as a program with a token; rejects with the HTTP status of a refusal. */
const open = (
  token: string | null,
  query = '',
  more: { pod?: string; headers?: Record<string, string>; draws?: boolean } = {},
) => openShellSocket({ port: gateway.port, project, pod: 'box', token, query, ...more });

const shows = (shell: OpenedShell, what: RegExp) =>
  waitFor(`${what}`, () => what.exec(shell.screen()), { every: 20 });
const lastSession = () =>
  db().shellSession.findFirstOrThrow({ where: { projectName: project }, orderBy: { startedAt: 'desc' } });

describe('a shell', () => {
  it('echoes, knows its terminal, follows the size, and tells its exit code', async () => {
    const { token } = await tokenFor(tenant.owner);
    const shell = await open(token, '?container=other');
    shell.socket.send(resizeFrame(123, 45));
    shell.type('echo "$TERM:$(stty size):港口🚢:"$((40+2))\r');
    await shows(shell, /xterm-256color:45 123:港口🚢:42/);
    expect(shell.screen()).not.toContain('5379;');
    shell.type('exit 7\r');
    expect(await shell.ended).toMatchObject({ exitCode: 7, reason: 'exited', code: 1000 });

    const row = await waitFor('the end on record', async () => {
      const session = await lastSession();
      return session.endedAt ? session : null;
    });
    expect(row).toMatchObject({ pod: 'box', container: 'other', exitCode: 7, userName: tenant.owner.name });
    const event = await db().auditEvent.findUniqueOrThrow({
      where: { id: row.auditEventId ?? '' },
      include: { outcome: true },
    });
    expect(event).toMatchObject({ action: 'shell.open', project, target: 'box', via: 'token' });
    expect(event.outcome).toMatchObject({ result: 'succeeded', detail: 'exit 7' });
  });

  it('takes a paste of a megabyte whole', async () => {
    const { token } = await tokenFor(tenant.owner);
    const shell = await open(token);
    const paste = randomBytes(786_432).toString('base64');
    expect(paste).toHaveLength(1_048_576);
    shell.type('stty raw -echo; echo go; head -c 1048576 | sha256sum; stty sane\r');
    await shows(shell, /\ngo/);
    shell.type(paste);
    const sum = createHash('sha256').update(paste).digest('hex');
    await shows(shell, new RegExp(sum));
    shell.type('exit\r');
    expect(await shell.ended).toMatchObject({ exitCode: 0 });
  });

  it('runs a command of one’s own', async () => {
    const { token } = await tokenFor(tenant.owner);
    const echo = await open(
      token,
      `?${['echo', 'a b', '$HOME'].map((part) => `command=${encodeURIComponent(part)}`).join('&')}`,
    );
    expect(await echo.ended).toMatchObject({ exitCode: 0 });
    expect(echo.screen()).toBe('a b $HOME\r\n');
  });

  it('lets Ctrl-C through a flood to a viewer who draws slowly', async () => {
    const { token } = await tokenFor(tenant.owner);
    const flood = await open(token, '?ack=1', { draws: false });
    const drawing = setInterval(() => flood.socket.send(ackFrame(50_000)), 50);
    flood.type('yes 0123456789012345678901234567890123456789\r');
    await waitFor('a flood', () => flood.screen().length > 2_000_000, { every: 20 });
    flood.type('\u0003');
    const pressed = Date.now();
    flood.type('echo done $((1+1))\r');
    await shows(flood, /done 2/);
    expect(Date.now() - pressed).toBeLessThan(5000);
    expect(flood.screen()).toMatch(/KiB of output skipped/);
    clearInterval(drawing);
    flood.socket.terminate();
  });

  it('leaves no process behind when its viewer goes', async () => {
    const { token } = await tokenFor(tenant.owner);
    const shell = await open(token);
    shell.type('sleep 4711 & sleep 4712\r');
    await shows(shell, /4712/);
    shell.socket.terminate();
    const look = async () => {
      const other = await open(token, '?command=ps');
      await other.ended;
      return other.screen();
    };
    await waitFor('the processes to go', async () => !(await look()).includes('471'));
    const rows = await db().shellSession.findMany({ where: { projectName: project, reason: 'left' } });
    expect(rows.length).toBeGreaterThan(0);
  });

  it('says so where there is no shell, no such container, no such pod', async () => {
    const { token } = await tokenFor(tenant.owner);
    const bare = await open(token, '', { pod: 'bare' });
    expect(await bare.ended).toMatchObject({ exitCode: null, reason: 'shell.not_found' });
    await expect(open(token, '?container=none')).rejects.toThrow(/^404 application\/problem\+json/);
    await expect(open(token, '', { pod: 'none' })).rejects.toThrow(/^404/);
    await expect(open(token, '', { pod: '..%2f..' })).rejects.toThrow(/^404/);
  });
});

describe('who may', () => {
  it('is judged before the upgrade', async () => {
    const { token } = await tokenFor(tenant.owner);
    await expect(open(null)).rejects.toThrow(/^401 application\/problem\+json/);
    await expect(open('wrong')).rejects.toThrow(/^401/);
    await expect(open(token, '', { headers: { origin: 'https://evil.example' } })).rejects.toThrow(/^403/);
    await expect(open(null, '', { headers: { cookie: 'x=y' } })).rejects.toThrow(/^403/);
    await expect(open(null, '', { headers: { cookie: 'x=y', origin: 'null' } })).rejects.toThrow(/^403/);
    const outsider = await tokenFor(await tenant.person('outsider'));
    await expect(open(outsider.token)).rejects.toThrow(/^404/);
    const viewer = await tenant.person('viewer');
    await callAs(tenant.owner, putProjectMember, {
      params: { project, user: viewer.name },
      body: { role: 'viewer' },
    });
    await expect(open((await tokenFor(viewer)).token)).rejects.toThrow(/^403/);
    const denied = await db().auditEvent.findFirst({
      where: { actorId: viewer.id, action: 'shell.open' },
      include: { outcome: true },
    });
    expect(denied?.outcome).toMatchObject({ result: 'denied', code: 'auth.forbidden' });
  });

  it.each(['right', 'token', 'account'])(
    'is judged while it runs: losing the %s cuts within 5 s',
    async (what) => {
      const person = await tenant.person(`dev-${what}`);
      const right = (exec: boolean) =>
        callAs(tenant.owner, putProjectMember, {
          params: { project, user: person.name },
          body: { role: 'developer', rights: { exec } },
        });
      await right(true);
      const { id, token } = await tokenFor(person);
      const shell = await open(token);
      shell.type('echo up\r');
      await shows(shell, /\nup/);
      const started = Date.now();
      if (what === 'right') await right(false);
      if (what === 'token') await db().apiToken.update({ where: { id }, data: { revokedAt: new Date() } });
      if (what === 'account')
        await db().user.update({ where: { id: person.id }, data: { disabledAt: new Date() } });
      expect(await shell.ended).toMatchObject({
        code: 1008,
        reason: what === 'right' ? 'forbidden' : 'signed-out',
      });
      expect(Date.now() - started).toBeLessThan(5000);
    },
  );

  it('may not hold any number of connections', async () => {
    const { token } = await tokenFor(await tenant.person('greedy'));
    const live = await Promise.all(Array.from({ length: 50 }, () => liveSocket(token)));
    await expect(liveSocket(token)).rejects.toThrow(/^429/);
    for (const socket of live) socket.terminate();
    await waitFor('room again', () => liveSocket(token).then((socket) => (socket.terminate(), true)));
  });
});

function liveSocket(token: string): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${gateway.port}/ws/live`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(socket));
    socket.once('error', reject);
    socket.once('unexpected-response', (_request, response) => {
      reject(new Error(String(response.statusCode)));
      response.resume();
    });
  });
}

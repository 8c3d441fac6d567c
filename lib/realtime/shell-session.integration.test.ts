import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { config } from '@/lib/config';
import { db } from '@/lib/db';
import { ackFrame, resizeFrame } from '@/lib/domain/shell';
import { putProjectMember } from '@/lib/services/projects';
import { endShell, listLiveShells, listShells } from '@/lib/services/shells';
import { tokenFor } from '@/lib/testing/api';
import { callAs } from '@/lib/testing/people';
import { isRunning, podWhen, startPod } from '@/lib/testing/pods';
import { openShellSocket, startGateway, type OpenedShell } from '@/lib/testing/shell-client';
import { makeTenant, type TestTenant } from '@/lib/testing/tenancy';
import { waitFor } from '@/lib/testing/wait-for';

let tenant: TestTenant;
let project: string;
let gateway: Awaited<ReturnType<typeof startGateway>>;
let token: string;

beforeAll(async () => {
  gateway = await startGateway();
  tenant = await makeTenant();
  project = await tenant.project();
  await startPod(project, { name: 'box', containers: { main: 'sleep 100000' } });
  await podWhen(project, 'box', isRunning);
  token = await tokenFor(tenant.owner);
});

afterAll(async () => {
  gateway.close();
  await tenant.clean();
});

const open = (query: string, as = token, draws = true) =>
  openShellSocket({ port: gateway.port, project, pod: 'box', token: as, query, draws });
const begin = () => open('?session=new&ack=1');
const back = (shell: OpenedShell, seen: number, as = token) =>
  open(`?session=${shell.attached().session}&seen=${seen}&ack=1`, as);

const shows = (shell: OpenedShell, what: RegExp) =>
  waitFor(`${what}`, () => what.exec(shell.screen()), { every: 20 });
const attached = (shell: OpenedShell) =>
  waitFor('the first note', () => (shell.notes.length > 0 ? shell.attached() : null), { every: 20 });
const rowOf = (id: string) => db().shellSession.findUniqueOrThrow({ where: { id } });
const ended = (id: string) =>
  waitFor('the end on record', async () => {
    const row = await rowOf(id);
    return row.endedAt ? row : null;
  });

async function processes(): Promise<string> {
  const look = await openShellSocket({
    port: gateway.port,
    project,
    pod: 'box',
    token,
    query: '?command=ps',
  });
  await look.ended;
  return look.screen();
}

/** What a terminal wrote of numbered lines, as numbers. */
const numbers = (text: string) => [...text.matchAll(/^line (\d+)\r$/gm)].map((match) => Number(match[1]));

describe('coming back', () => {
  it('gives exactly the missed output, to the same program', async () => {
    const first = await begin();
    const { session } = await attached(first);
    first.type('stty -echo; PS1=; echo "pid $$"\r');
    const [, pid] = await shows(first, /pid (\d+)/);
    first.type('i=0; while [ $i -lt 300 ]; do echo "line $i"; i=$((i+1)); sleep 0.01; done; echo all\r');
    await shows(first, /line 50\r/);
    first.socket.terminate();
    await waitFor('the session to be alone', async () => (await rowOf(session)).detachedAt);
    const seen = first.bytes().length;
    const second = await back(first, seen);
    expect(await attached(second)).toMatchObject({ session, from: seen, skipped: 0 });
    await shows(second, /all\r\n/);
    const whole = Buffer.concat([first.bytes(), second.bytes()]).toString('utf8');
    expect(numbers(whole)).toEqual(Array.from({ length: 300 }, (_, at) => at));
    second.type('echo "still $$"\r');
    expect((await shows(second, /still (\d+)/))[1]).toBe(pid);
    expect((await rowOf(session)).detachedAt).toBeNull();
    second.socket.close(1000);
    expect(await ended(session)).toMatchObject({ reason: 'left' });
  });

  it('says how much is not kept any more; nothing that comes after is lost', async () => {
    const first = await begin();
    const { session } = await attached(first);
    first.type('stty -echo; PS1=; echo ready\r');
    await shows(first, /ready\r\n/);
    first.type('sleep 1; awk "BEGIN{for(i=0;i<100000;i++)print \\"line \\" i}"; echo all; sleep 4724\r');
    first.socket.terminate();
    const seen = first.bytes().length;
    await waitFor('the session to be alone', async () => (await rowOf(session)).detachedAt);
    // Nobody holds the program up: it goes on while nobody looks.
    await waitFor('the program to be through', async () => (await processes()).includes('sleep 4724'));
    const second = await back(first, seen);
    await shows(second, /all\r\n/);
    const { from, skipped } = second.attached();
    expect(skipped).toBeGreaterThan(500_000);
    expect(from).toBe(seen + skipped);
    const got = numbers(second.screen());
    expect(got.at(-1)).toBe(99_999);
    expect(got).toEqual(Array.from({ length: got.length }, (_, at) => 100_000 - got.length + at));
    second.socket.close(1000);
    await ended(session);
  });

  it('tells how the program ended meanwhile, with what it still said', async () => {
    const first = await begin();
    const { session } = await attached(first);
    first.type('sleep 1; echo last words; exit 3\r');
    await shows(first, /exit 3/);
    first.socket.terminate();
    expect(await ended(session)).toMatchObject({ exitCode: 3, reason: 'exited' });
    const second = await back(first, first.bytes().length);
    expect(await second.ended).toMatchObject({ exitCode: 3, reason: 'exited', code: 1000 });
    expect(second.screen()).toContain('last words');
    const third = await back(first, 0);
    expect(await third.ended).toMatchObject({ exitCode: 3, code: 1000 });
  });

  it('is for the sign-in that opened it; the newest place has the keyboard', async () => {
    const first = await begin();
    const { session } = await attached(first);
    first.type('echo mine\r');
    await shows(first, /\nmine/);
    const another = await back(first, 0, await tokenFor(tenant.owner));
    expect(await another.ended).toMatchObject({ exitCode: null, reason: 'shell.other_sign_in' });
    const developer = await tenant.person('developer');
    await callAs(tenant.owner, putProjectMember, {
      params: { project, user: developer.name },
      body: { role: 'developer' },
    });
    await expect(back(first, 0, await tokenFor(developer))).rejects.toThrow(/^404/);
    await expect(back(first, 0, await tokenFor(await tenant.person('outsider')))).rejects.toThrow(/^404/);
    const second = await back(first, 0);
    expect(await first.ended).toMatchObject({ reason: 'elsewhere' });
    await shows(second, /\nmine/);
    second.type('echo here\r');
    await shows(second, /\nhere/);
    expect((await rowOf(session)).endedAt).toBeNull();
    second.socket.close(1000);
    await ended(session);
  });

  it('counts what was typed, so that a client knows what to send again', async () => {
    const first = await begin();
    await attached(first);
    const text = 'stty raw -echo; head -c 200000 | sha256sum; stty sane\r';
    first.type(text);
    first.type('x'.repeat(200_000));
    await waitFor('the acknowledgement', () => first.acked() === text.length + 200_000);
    first.socket.terminate();
    const second = await back(first, first.bytes().length);
    expect((await attached(second)).typed).toBe(text.length + 200_000);
    second.socket.close(1000);
    await ended(first.attached().session);
  });

  it('has an end: nothing stays in the container when nobody comes', async () => {
    const keep = config().BERTH_SHELL_KEEP_SECONDS;
    config().BERTH_SHELL_KEEP_SECONDS = 1;
    const shell = await begin().finally(() => {
      config().BERTH_SHELL_KEEP_SECONDS = keep;
    });
    const { session } = await attached(shell);
    shell.type('sleep 4721\r');
    await shows(shell, /4721/);
    shell.socket.terminate();
    expect(await ended(session)).toMatchObject({ reason: 'detached' });
    expect(await processes()).not.toContain('4721');
  });

  it('is judged while nobody is there: signing out ends what it opened', async () => {
    const own = await tokenFor(tenant.owner);
    const shell = await open('?session=new&ack=1', own);
    const { session } = await attached(shell);
    shell.type('sleep 4722\r');
    await shows(shell, /4722/);
    shell.socket.terminate();
    await waitFor('the session to be alone', async () => (await rowOf(session)).detachedAt);
    await db().apiToken.updateMany({
      where: { userId: tenant.owner.id, prefix: own.slice(0, 10) },
      data: { revokedAt: new Date() },
    });
    expect(await ended(session)).toMatchObject({ reason: 'signed-out' });
    expect(await processes()).not.toContain('4722');
  });
});

describe('a plain Kubernetes client', () => {
  it('hears nothing but Kubernetes’ own channels', async () => {
    const plain = await open('');
    const channels = new Set<number | undefined>();
    plain.socket.on('message', (data: Buffer) => channels.add(data[0]));
    plain.type('echo plain; exit\r');
    await plain.ended;
    expect(plain.screen()).toContain('plain');
    expect([...channels].every((channel) => channel !== undefined && channel <= 3)).toBe(true);
  });
});

describe('watching', () => {
  const watch = (shell: OpenedShell, as: string, draws = true) =>
    open(`?watch=1&ack=1&session=${shell.attached().session}`, as, draws);
  const seenBy = (shell: OpenedShell) =>
    shell.notes.flatMap((note) => (note.note === 'watchers' ? [note.names.length] : []));

  it('shows all to another member with the right, who is seen and can’t type', async () => {
    const shell = await begin();
    const { session } = await attached(shell);
    shell.socket.send(resizeFrame(101, 33));
    shell.type('echo early\r');
    await shows(shell, /\nearly/);
    const developer = await tenant.person('watcher');
    const put = (exec: boolean) =>
      callAs(tenant.owner, putProjectMember, {
        params: { project, user: developer.name },
        body: { role: 'developer', rights: { exec } },
      });
    await put(false);
    const theirs = await tokenFor(developer);
    await expect(watch(shell, theirs)).rejects.toThrow(/^403/);
    await put(true);
    const watcher = await watch(shell, theirs);
    await shows(watcher, /\nearly/);
    await waitFor('the sign', () =>
      shell.notes.some((note) => note.note === 'watchers' && note.names[0] === developer.displayName),
    );
    expect(watcher.notes).toContainEqual({ note: 'size', columns: 101, rows: 33 });
    watcher.type('echo intruder\r');
    shell.type('echo later\r');
    await shows(watcher, /\nlater/);
    expect(shell.screen()).not.toContain('intruder');
    const event = await db().auditEvent.findFirstOrThrow({
      where: { actorId: developer.id, action: 'shell.watch', outcome: { result: 'succeeded' } },
    });
    expect(event).toMatchObject({ project, target: 'box', input: { session } });
    await put(false);
    expect(await watcher.ended).toMatchObject({ reason: 'forbidden', code: 1008 });
    await waitFor('the sign to go', () => seenBy(shell).at(-1) === 0);
    shell.socket.close(1000);
    await ended(session);
  });

  it('never holds up whoever types: a slow watcher misses a part and is told', async () => {
    const shell = await begin();
    await attached(shell);
    const watcher = await watch(shell, token, false);
    shell.type('stty -echo; seq 0 299999; echo all-$((1+1))\r');
    await shows(shell, /all-2/);
    const before = watcher.bytes().length;
    expect(before).toBeLessThan(600_000);
    watcher.socket.send(ackFrame(before));
    const gap = await waitFor('the mark', () => watcher.notes.find((note) => note.note === 'skipped'));
    await waitFor('the rest', () => {
      watcher.socket.send(ackFrame(100_000));
      return /all-2/.test(watcher.screen());
    });
    const bytes = gap.note === 'skipped' ? gap.bytes : 0;
    expect(watcher.attached().from + watcher.bytes().length + bytes).toBe(shell.bytes().length);
    shell.type('exit\r');
    expect(await watcher.ended).toMatchObject({ exitCode: 0, code: 1000 });
  });

  it('is not possible where it could not be shown', async () => {
    const plain = await open('');
    plain.type('echo up\r');
    await shows(plain, /\nup/);
    const row = await db().shellSession.findFirstOrThrow({
      where: { projectName: project, endedAt: null },
      orderBy: { id: 'desc' },
    });
    const watcher = await open(`?watch=1&session=${row.id}`);
    expect(await watcher.ended).toMatchObject({ reason: 'shell.unwatchable' });
    plain.type('exit\r');
    await plain.ended;
    const late = await open(`?watch=1&session=${row.id}`);
    expect(await late.ended).toMatchObject({ reason: 'shell.over' });
  });
});

describe('ending', () => {
  it('is done by who manages the project, on record, with all that it started', async () => {
    const shell = await begin();
    const { session } = await attached(shell);
    shell.type('sleep 4723\r');
    await shows(shell, /4723/);
    const states = async () => {
      const { items } = await callAs(tenant.owner, listShells, { params: { project } });
      return items.find((item) => item.id === session);
    };
    expect(await states()).toMatchObject({ state: 'attached', endedBy: null });
    const live = await callAs(tenant.owner, listLiveShells, { params: { project } });
    expect(live.items.map((item) => item.id)).toContain(session);
    await callAs(tenant.admin, endShell, { params: { project, shell: session } });
    expect(await shell.ended).toMatchObject({ reason: 'ended', message: tenant.admin.name, code: 1008 });
    await waitFor('the end on record', async () => (await states())?.state === 'ended');
    expect(await states()).toMatchObject({ reason: 'ended', endedBy: tenant.admin.name });
    expect(await processes()).not.toContain('4723');
    const event = await db().auditEvent.findFirstOrThrow({
      where: { action: 'shell.end', target: session },
      include: { outcome: true },
    });
    expect(event).toMatchObject({ actorName: tenant.admin.name, project, outcome: { result: 'succeeded' } });
    const again = callAs(tenant.admin, endShell, { params: { project, shell: session } });
    await expect(again).rejects.toMatchObject({ code: 'resource.not_found' });
  });

  it('reaches a session that another replica runs', async () => {
    const shell = await begin();
    const { session } = await attached(shell);
    // What another replica does: it only writes the row.
    await db().shellSession.update({ where: { id: session }, data: { endedBy: 'somebody' } });
    expect(await shell.ended).toMatchObject({ reason: 'ended', message: 'somebody' });
    await ended(session);
  });
});

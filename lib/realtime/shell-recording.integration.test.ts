import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { config } from '@/lib/config';
import { db } from '@/lib/db';
import { resizeFrame } from '@/lib/domain/shell';
import { putProjectMember, updateProject } from '@/lib/services/projects';
import { getShell, listShells, openShellRecording, pruneShellRecordings } from '@/lib/services/shells';
import { tokenFor } from '@/lib/testing/api';
import { parseCast } from '@/lib/testing/cast';
import { callAs, callerFor } from '@/lib/testing/people';
import { isRunning, podWhen, startPod } from '@/lib/testing/pods';
import { openShellSocket, startGateway, type OpenedShell } from '@/lib/testing/shell-client';
import { makeTenant, type TestTenant } from '@/lib/testing/tenancy';
import { waitFor } from '@/lib/testing/wait-for';

const CANARY = 'canary-e5b1c7';

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

const open = (query = '?session=new&ack=1', as = token, port = gateway.port) =>
  openShellSocket({ port, project, pod: 'box', token: as, query });
const shows = (shell: OpenedShell, what: RegExp) =>
  waitFor(`${what}`, () => what.exec(shell.screen()), { every: 20 });
const states = (shell: OpenedShell) =>
  shell.notes.flatMap((note) => (note.note === 'recording' ? [note.state] : []));

/** The newest session of the project, when it is over. */
const lastEnded = () =>
  waitFor('the end on record', async () => {
    const row = await db().shellSession.findFirst({
      where: { projectName: project },
      orderBy: { id: 'desc' },
      include: { recording: true },
    });
    return row?.endedAt ? row : null;
  });

type Person = Parameters<typeof callerFor>[0];

async function read(shell: string, as: Person = tenant.owner) {
  const caller = await callerFor(as);
  const input = { params: { project, shell }, query: undefined, body: undefined };
  const chunks: Uint8Array[] = [];
  const stream = await openShellRecording(caller, input);
  for await (const chunk of stream.bytes) chunks.push(chunk);
  return parseCast(Buffer.concat(chunks).toString('utf8'));
}

/** Runs a plain session to its end and answers its row. */
async function session(typed = 'echo hello; exit\r', as = token) {
  const shell = await open('?ack=1', as);
  shell.type(typed);
  await shell.ended;
  return lastEnded();
}

const set = (body: { recordShells?: boolean; recordingDays?: number }) =>
  callAs(tenant.owner, updateProject, { params: { project }, body });

describe('a recording', () => {
  it('holds output, sizes and times of a shell, and nothing that was typed unseen', async () => {
    const shell = await open();
    await waitFor('the sign', () => states(shell)[0] === 'on');
    shell.socket.send(resizeFrame(101, 33));
    shell.type('stty -echo; read secret\r');
    await shows(shell, /read secret\r\n/);
    shell.type(`${CANARY}\r`);
    shell.type('echo "letters ${#secret}"; echo 你好 é 🙂; printf "\\377\\n"; stty echo\r');
    await shows(shell, new RegExp(`letters ${CANARY.length}`));
    shell.socket.send(resizeFrame(90, 20));
    shell.type('stty size; exit 3\r');
    expect(await shell.ended).toMatchObject({ exitCode: 3 });
    const row = await lastEnded();
    const { header, events, output, text } = await read(row.id);
    expect(text).not.toContain(CANARY);
    expect(output).toContain(`letters ${CANARY.length}`);
    expect(output).toContain('你好 é 🙂');
    expect(output).toContain('\uFFFD\r\n');
    expect(output).toMatch(/\r\n20 90\r\n/);
    expect(header).toMatchObject({ width: 101, height: 33, title: `${project}/box/main` });
    expect(Math.abs(header.timestamp * 1000 - row.startedAt.getTime())).toBeLessThan(1000);
    expect(events.filter(([, code]) => code === 'r').map(([, , size]) => size)).toEqual(['101x33', '90x20']);
    const ring = shell.screen().replaceAll(/\s/g, '');
    expect(output.replaceAll(/\s/g, '')).toBe(ring);
    const shown = await callAs(tenant.owner, getShell, { params: { project, shell: row.id } });
    expect(shown.recording).toMatchObject({ state: 'complete', cut: false, gaps: false });
    expect(shown.recording?.bytes).toBe(Buffer.byteLength(text.slice(text.indexOf('\n') + 1)));
    const event = await db().auditEvent.findFirstOrThrow({
      where: { action: 'shell.replay', target: row.id },
      include: { outcome: true },
    });
    expect(event).toMatchObject({ project, actorName: tenant.owner.name, outcome: { result: 'succeeded' } });
    const opened = await db().auditOutcome.findUniqueOrThrow({ where: { eventId: row.auditEventId ?? '' } });
    expect(opened.after).toMatchObject({ session: row.id, recorded: true });
    const byAudit = await callAs(tenant.owner, listShells, {
      params: { project },
      query: { audit: row.auditEventId },
    });
    expect(byAudit.items.map(({ id }) => id)).toEqual([row.id]);
  });

  it('is made of plain v5 clients, too, which hear nothing of it', async () => {
    const plain = await open('');
    const channels = new Set<number | undefined>();
    plain.socket.on('message', (data: Buffer) => channels.add(data[0]));
    plain.type('echo plain; exit\r');
    await plain.ended;
    expect(Math.max(...[...channels].map((channel) => channel ?? 99))).toBeLessThan(4);
    const row = await lastEnded();
    expect((await read(row.id)).output).toContain('\nplain');
  });

  it('ends at its limit and says so; the shell goes on', async () => {
    const before = config().BERTH_SHELL_RECORDING_MIB;
    config().BERTH_SHELL_RECORDING_MIB = 1;
    const shell = await open().finally(() => {
      config().BERTH_SHELL_RECORDING_MIB = before;
    });
    shell.type('head -c 3000000 /dev/zero | tr "\\\\0" x; echo; echo still there; exit\r');
    await shell.ended;
    expect(shell.screen()).toContain('still there');
    const row = await lastEnded();
    expect(row.recording).toMatchObject({ cut: true, complete: true });
    const { output, text } = await read(row.id);
    expect(text.length).toBeGreaterThan(900_000);
    expect(text.length).toBeLessThan(1_100_000);
    expect(output).toMatch(/the recording ends here[^\n]*\n$/);
  });

  it('keeps what came before when its console is killed', async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'lib/testing/gateway-alone.ts'], {
      env: { ...process.env, VITEST: '' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
      const shell = await open('?session=new&ack=1', token, Number(line));
      shell.type('echo before the fall\r');
      await shows(shell, /\nbefore the fall/);
      const id = shell.attached().session;
      await waitFor('it to be kept', async () => (await read(id)).output.includes('\nbefore the fall'));
      child.kill('SIGKILL');
      await shell.ended;
      expect((await read(id)).output).toContain('\nbefore the fall');
      // What the sweep does to it, which waits 45 s before it does (shell-crash.integration.test.ts).
      await db().shellSession.update({ where: { id }, data: { endedAt: new Date() } });
      const shown = await callAs(tenant.owner, getShell, { params: { project, shell: id } });
      expect(shown.recording).toMatchObject({ state: 'broken' });
    } finally {
      child.kill('SIGKILL');
    }
  });
});

describe('who may read it', () => {
  it('is whoever opened the session, and the project’s owners', async () => {
    const [developer, other, viewer] = await Promise.all(
      ['developer', 'other', 'viewer'].map((what) => tenant.person(what)),
    );
    if (!developer || !other || !viewer) throw new Error('nobody');
    const put = (user: string, body: object) =>
      callAs(tenant.owner, putProjectMember, { params: { project, user }, body });
    await put(developer.name, { role: 'developer' });
    await put(other.name, { role: 'developer' });
    await put(viewer.name, { role: 'viewer' });
    const { id } = await session('echo theirs; exit\r', await tokenFor(developer));

    for (const person of [developer, tenant.owner, tenant.admin]) {
      expect((await read(id, person)).output).toContain('\ntheirs');
    }
    const ids = async (person: Person) =>
      (await callAs(person, listShells, { params: { project } })).items.map((item) => item.id);
    expect(await ids(developer)).toEqual([id]);
    expect(await ids(other)).toEqual([]);
    expect((await ids(tenant.owner)).length).toBeGreaterThan(1);

    await expect(read(id, other)).rejects.toMatchObject({ status: 404 });
    await expect(read(id, viewer)).rejects.toMatchObject({ status: 403 });
    await expect(read(id, await tenant.person('outsider'))).rejects.toMatchObject({ status: 404 });
    const denied = await db().auditEvent.count({
      where: { action: 'shell.replay', target: id, outcome: { result: 'denied' } },
    });
    expect(denied).toBe(3);

    await put(developer.name, { role: 'developer', rights: { exec: false } });
    await expect(read(id, developer)).rejects.toMatchObject({ status: 403 });
  });

  it('is cut off with the right while it is read', async () => {
    const developer = await tenant.person('cut');
    const put = (exec: boolean) =>
      callAs(tenant.owner, putProjectMember, {
        params: { project, user: developer.name },
        body: { role: 'developer', rights: { exec } },
      });
    await put(true);
    const { id } = await session('echo theirs; exit\r', await tokenFor(developer));
    const caller = await callerFor(developer);
    const stream = await openShellRecording(caller, {
      params: { project, shell: id },
      query: undefined,
      body: undefined,
    });
    const bytes = stream.bytes[Symbol.asyncIterator]();
    await bytes.next();
    await put(false);
    await waitFor('the cut', () => stream.cut.aborted, { timeout: 5000, every: 100 });
    await expect(bytes.next()).rejects.toMatchObject({ code: 'auth.forbidden' });
  });
});

describe('the project’s settings', () => {
  afterEach(() => set({ recordShells: true, recordingDays: 30 }));

  it('switch recording off, on record', async () => {
    const answer = await set({ recordShells: false });
    expect(answer.shells).toEqual({ record: false, recordingRequired: false, recordingDays: 30 });
    const event = await db().auditEvent.findFirstOrThrow({
      where: { action: 'project.update', project },
      orderBy: { seq: 'desc' },
      include: { outcome: true },
    });
    expect(event.input).toEqual({ recordShells: false });
    expect(event.outcome).toMatchObject({ before: { recordShells: true }, after: { recordShells: false } });
    const shell = await open();
    await waitFor('the sign', () => states(shell)[0] === 'off');
    shell.type('exit\r');
    await shell.ended;
    const row = await lastEnded();
    expect(row.recording).toBeNull();
    await expect(read(row.id)).rejects.toMatchObject({ status: 404 });
  });

  it('say how long recordings are kept: what is older is deleted, the session stays', async () => {
    const row = await session();
    await db().shellSession.update({
      where: { id: row.id },
      data: { endedAt: new Date(Date.now() - 2.5 * 86_400_000) },
    });
    const chunks = () => db().shellRecordingChunk.count({ where: { sessionId: row.id } });
    await set({ recordingDays: 3 });
    await pruneShellRecordings();
    expect(await chunks()).toBeGreaterThan(0);
    await set({ recordingDays: 2 });
    await pruneShellRecordings();
    expect(await chunks()).toBe(0);
    const shown = await callAs(tenant.owner, getShell, { params: { project, shell: row.id } });
    expect(shown.recording).toMatchObject({ state: 'deleted' });
    await expect(read(row.id)).rejects.toMatchObject({ status: 404 });
  });

  it('hold as they were for recordings of a project that is gone', async () => {
    const row = await session();
    const chunks = () => db().shellRecordingChunk.count({ where: { sessionId: row.id } });
    const age = async (days: number) => {
      const endedAt = new Date(Date.now() - days * 86_400_000);
      await db().shellSession.update({
        where: { id: row.id },
        data: { endedAt, projectName: `${project}-gone` },
      });
      await pruneShellRecordings();
    };
    await age(29.5);
    expect(await chunks()).toBeGreaterThan(0);
    await age(30.5);
    expect(await chunks()).toBe(0);
  });

  it.each([{ recordingDays: 0 }, { recordingDays: 1.5 }, { recordShells: 'no' }])(
    'refuse %j',
    async (body) => {
      await expect(set(body as never)).rejects.toThrow();
    },
  );

  it('of an installation that requires recording can’t switch it off', async () => {
    config().BERTH_SHELL_RECORDING_REQUIRED = true;
    try {
      await expect(set({ recordShells: false })).rejects.toMatchObject({ code: 'shell.recording_required' });
    } finally {
      config().BERTH_SHELL_RECORDING_REQUIRED = false;
    }
  });
});

describe('a recording that can’t be written', () => {
  const name = () => `refuse_${project.replaceAll('-', '_')}`;

  /** Makes the database refuse rows of this project's recordings, and of no other's. */
  async function refuse(table: 'ShellRecording' | 'ShellRecordingChunk') {
    await db().$executeRawUnsafe(`
      CREATE OR REPLACE FUNCTION ${name()}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF EXISTS (SELECT 1 FROM "ShellSession" WHERE id = NEW."sessionId" AND "projectName" = '${project}')
        THEN RAISE EXCEPTION 'no room'; END IF;
        RETURN NEW;
      END $$`);
    await db().$executeRawUnsafe(
      `CREATE TRIGGER ${name()} BEFORE INSERT ON "${table}" FOR EACH ROW EXECUTE FUNCTION ${name()}()`,
    );
  }
  const allow = () => db().$executeRawUnsafe(`DROP FUNCTION IF EXISTS ${name()}() CASCADE`);

  afterEach(async () => {
    config().BERTH_SHELL_RECORDING_REQUIRED = false;
    await allow();
  });

  it('from the beginning on does not hinder a shell, which says so', async () => {
    await refuse('ShellRecording');
    const shell = await open();
    await waitFor('the sign', () => states(shell)[0] === 'off');
    shell.type('echo works; exit\r');
    expect(await shell.ended).toMatchObject({ exitCode: 0 });
    expect((await lastEnded()).recording).toBeNull();
  });

  it('is no shell where recording is required, and leaves no process behind', async () => {
    config().BERTH_SHELL_RECORDING_REQUIRED = true;
    await refuse('ShellRecording');
    const shell = await open('?session=new&ack=1&command=sleep&command=4761');
    expect(await shell.ended).toMatchObject({ exitCode: null, reason: 'shell.unrecorded' });
    expect(await lastEnded()).toMatchObject({ reason: 'shell.unrecorded', recording: null });
    await allow();
    const look = await open('?command=ps');
    await look.ended;
    expect(look.screen()).toContain('sleep 100000');
    expect(look.screen()).not.toContain('4761');
  });

  it('is told while the shell goes on, and goes on itself when it can', async () => {
    const shell = await open();
    shell.type('echo first\r');
    await shows(shell, /\nfirst/);
    await refuse('ShellRecordingChunk');
    shell.type('echo second\r');
    await waitFor('the sign', () => states(shell).at(-1) === 'failing');
    shell.type('echo third\r');
    await shows(shell, /\nthird/);
    await allow();
    await waitFor('the sign to go', () => states(shell).at(-1) === 'on');
    shell.type('exit\r');
    await shell.ended;
    const row = await lastEnded();
    expect((await read(row.id)).output).toMatch(/\nfirst[^]*\nsecond[^]*\nthird/);
    expect(row.recording).toMatchObject({ complete: true, gaps: false });
  });

  it('ends the shell where recording is required', async () => {
    config().BERTH_SHELL_RECORDING_REQUIRED = true;
    const shell = await open();
    shell.type('echo first\r');
    await shows(shell, /\nfirst/);
    await refuse('ShellRecordingChunk');
    shell.type('echo second\r');
    expect(await shell.ended).toMatchObject({ reason: 'shell.unrecorded', code: 1008 });
    expect(await lastEnded()).toMatchObject({ reason: 'shell.unrecorded', recording: { complete: false } });
  });
});

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { config } from '@/lib/config';
import { db } from '@/lib/db';
import { sweepShells } from '@/lib/services/shells';
import { tokenFor } from '@/lib/testing/api';
import { isRunning, podWhen, startPod } from '@/lib/testing/pods';
import { openShellSocket, startGateway, type OpenedShell } from '@/lib/testing/shell-client';
import { tcpProxy, type TcpProxy } from '@/lib/testing/tcp-proxy';
import { makeTenant, type TestTenant } from '@/lib/testing/tenancy';
import { waitFor } from '@/lib/testing/wait-for';

/** A network that forgets connections on which nothing was said for so long; pings come every 5 s. */
const IDLE_MS = 8000;

let tenant: TestTenant;
let project: string;
let token: string;
let cluster: TcpProxy | undefined;
let folder: string;
let own: Awaited<ReturnType<typeof startGateway>>;
const children: ChildProcess[] = [];

beforeAll(async () => {
  own = await startGateway();
  tenant = await makeTenant();
  project = await tenant.project();
  await startPod(project, { name: 'box', containers: { main: 'sleep 100000' } });
  await podWhen(project, 'box', isRunning);
  token = await tokenFor(tenant.owner);
  folder = mkdtempSync(path.join(tmpdir(), 'berth-shells-'));
  const settings = parse(readFileSync(config().BERTH_KUBECONFIG ?? '', 'utf8')) as {
    clusters: { cluster: { server: string } }[];
  };
  const server = new URL(settings.clusters[0]?.cluster.server ?? '');
  cluster = await tcpProxy({ host: server.hostname, port: Number(server.port) }, { idleMs: IDLE_MS });
  for (const entry of settings.clusters) entry.cluster.server = `https://127.0.0.1:${cluster.port}`;
  writeFileSync(path.join(folder, 'kubeconfig.yaml'), stringify(settings), { mode: 0o600 });
});

afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  own.close();
  await cluster?.close();
  rmSync(folder, { recursive: true, force: true });
  await tenant.clean();
});

/** A console's gateway in a process of its own, whose way to the cluster leads over the forgetful network. */
async function startOther(): Promise<{ child: ChildProcess; port: number }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'lib/testing/gateway-alone.ts'], {
    env: { ...process.env, VITEST: '', BERTH_KUBECONFIG: path.join(folder, 'kubeconfig.yaml') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return { child, port: Number(line) };
}

const open = (port: number, query: string) => openShellSocket({ port, project, pod: 'box', token, query });
const shows = (shell: OpenedShell, what: RegExp) =>
  waitFor(`${what}`, () => what.exec(shell.screen()), { every: 20 });

async function processes(): Promise<string> {
  const look = await open(own.port, '?command=ps');
  await look.ended;
  return look.screen();
}

describe('a console that is killed', () => {
  it('leaves no process and no open row behind: the next one closes them', async () => {
    const { child, port } = await startOther();
    const shell = await open(port, '?session=new&ack=1');
    shell.type('sleep 4731 & sleep 4732\r');
    await shows(shell, /4732/);
    const { session } = shell.attached();
    child.kill('SIGKILL');
    await shell.ended;
    expect(await processes()).toMatch(/sleep 4731[^]*sleep 4732|sleep 4732[^]*sleep 4731/);
    const signal = new AbortController().signal;
    const closed = async () => {
      await sweepShells(signal);
      const now = await db().shellSession.findUniqueOrThrow({ where: { id: session } });
      return now.endedAt ? now : null;
    };
    const row = await waitFor('the end on record', closed, { timeout: 100_000 });
    expect(row).toMatchObject({ reason: 'console-ended', exitCode: null });
    expect(await processes()).not.toMatch(/sleep 473[12]/);
    const outcome = await db().auditOutcome.findUniqueOrThrow({ where: { eventId: row.auditEventId ?? '' } });
    expect(outcome).toMatchObject({ result: 'unknown', detail: 'ended: console-ended' });
    const late = await open(own.port, `?session=${session}&ack=1`);
    expect(await late.ended).toMatchObject({ reason: 'console-ended', code: 1000 });
  });
});

describe('an idle shell', () => {
  it('is kept alive on both legs by pings', async () => {
    const { port } = await startOther();
    const browser = await tcpProxy({ host: '127.0.0.1', port }, { idleMs: IDLE_MS });
    const silent = net.connect(browser.port, '127.0.0.1');
    const forgotten = once(silent, 'close');
    const shell = await open(browser.port, '');
    shell.type('echo here\r');
    await shows(shell, /\nhere/);
    let pings = 0;
    shell.socket.on('ping', () => {
      pings += 1;
    });
    await waitFor('20 idle seconds', () => pings >= 4);
    // What says nothing was forgotten meanwhile.
    await forgotten;
    shell.type('echo still $((1+1))\r');
    await shows(shell, /still 2/);
    shell.type('exit\r');
    expect(await shell.ended).toMatchObject({ exitCode: 0 });
    await browser.close();
  });
});

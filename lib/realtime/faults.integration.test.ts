import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { config } from '@/lib/config';
import { db } from '@/lib/db';
import { tokenFor } from '@/lib/testing/api';
import { dropPort } from '@/lib/testing/firewall';
import { startGatewayProcess, type GatewayProcess } from '@/lib/testing/gateway-process';
import { openLiveApps } from '@/lib/testing/live-client';
import { followLog, getLog } from '@/lib/testing/log-client';
import { startApiServer } from '@/lib/testing/own-api-server';
import { isRunning, podWhen, startPod } from '@/lib/testing/pods';
import { kubeconfigThroughProxy } from '@/lib/testing/proxied-kube';
import { openShellSocket, startGateway, type OpenedShell } from '@/lib/testing/shell-client';
import { tcpProxy } from '@/lib/testing/tcp-proxy';
import { makeTenant, type TestTenant } from '@/lib/testing/tenancy';
import { waitFor } from '@/lib/testing/wait-for';

// What the world does to logs, shells and live lists; docs/faults.md says where the rest is tested.

let tenant: TestTenant;
let project: string;
let token: string;
/** A gateway whose way to the cluster is never disturbed. */
let sound: Awaited<ReturnType<typeof startGateway>>;
const ending: (() => unknown)[] = [];

beforeAll(async () => {
  sound = await startGateway();
  tenant = await makeTenant();
  project = await tenant.project();
  token = await tokenFor(tenant.owner);
  const count = 'i=0; while true; do echo $i; i=$((i+1)); sleep 0.05; done';
  await startPod(project, { name: 'box', containers: { main: 'sleep 100000' } });
  await startPod(project, { name: 'counter', containers: { main: count } });
  await podWhen(project, 'box', isRunning);
  await podWhen(project, 'counter', isRunning);
});

afterAll(async () => {
  for (const end of ending.toReversed()) await end();
  sound.close();
  await tenant.clean();
});

async function gatewayWith(kubeconfig: string): Promise<GatewayProcess> {
  const gateway = await startGatewayProcess(kubeconfig);
  ending.push(() => gateway.kill());
  return gateway;
}

const open = (port: number, query: string) => openShellSocket({ port, project, pod: 'box', token, query });
const shows = (shell: OpenedShell, what: RegExp) =>
  waitFor(`${what}`, () => what.exec(shell.screen()), { every: 20 });

async function processes(): Promise<string> {
  const look = await open(sound.port, '?command=ps');
  await look.ended;
  return look.screen();
}

const follow = (port: number) => followLog({ port, project, pod: 'counter', token });
const numbered = (lines: string[]) => expect(lines.map(Number)).toEqual(lines.map((_, at) => at));

describe('an API server that is killed and comes back', () => {
  it('costs a log no line, marks a list stale, and ends shells with all that they started', async () => {
    const server = await startApiServer({ etcd: 'rig' });
    ending.push(() => server.close());
    const { port } = await gatewayWith(server.kubeconfigLike(config().BERTH_KUBECONFIG ?? ''));
    const live = await openLiveApps({ port, project, token });
    const log = await follow(port);
    const shell = await open(port, '?session=new&ack=1');
    shell.type('sleep 4741\r');
    await shows(shell, /4741/);
    await waitFor('a fresh list', () => live.stale() === false);
    await waitFor('lines', () => log.lines().length > 20);

    await server.kill();
    await waitFor('the sign that the list is old', () => live.stale(), { timeout: 5000, every: 50 });
    expect(await shell.ended).toMatchObject({ exitCode: null, reason: 'lost' });
    await waitFor('the mark in the log', () => log.marks().includes('unreachable'));
    expect(await processes()).toContain('4741');

    await server.start();
    await waitFor('a fresh list', () => live.stale() === false);
    const before = log.lines().length;
    await waitFor('the log to go on', () => log.lines().length > before + 200);
    numbered(log.lines());
    // A server that starts may answer, and not answer, before it is ready.
    expect(new Set(log.marks())).toEqual(new Set(['unreachable', 'reachable']));
    expect(log.marks().at(-1)).toBe('reachable');
    await waitFor('the shell’s program to go', async () => !(await processes()).includes('4741'));
    live.close();
    log.stop();
  });
});

describe('a firewall that drops every packet', () => {
  it('is found within 61 s on both legs of a shell, and costs a log no line', async () => {
    const far = await kubeconfigThroughProxy(config().BERTH_KUBECONFIG ?? '');
    ending.push(
      () => far.proxy.close(),
      () => rmSync(far.folder, { recursive: true }),
    );
    const { port } = await gatewayWith(far.file);
    const near = await tcpProxy({ host: '127.0.0.1', port: sound.port });
    ending.push(() => near.close());
    const log = await follow(port);
    await waitFor('lines', () => log.lines().length > 20);
    const byCluster = await open(port, '?session=new&ack=1');
    byCluster.type('sleep 4751\r');
    await shows(byCluster, /4751/);
    const byBrowser = await open(near.port, '');
    byBrowser.type('sleep 4752\r');
    await shows(byBrowser, /4752/);

    const lift = [dropPort(far.proxy.port), dropPort(near.port)];
    try {
      const dropped = performance.now();
      const after = async (what: Promise<unknown>) => {
        await what;
        return performance.now() - dropped;
      };
      await waitFor('the mark in the log', () => log.marks().includes('unreachable'));
      const left = () =>
        db().shellSession.findFirst({
          where: { projectName: project, reason: 'left', endedAt: { not: null } },
        });
      const [cluster, browser] = await Promise.all([
        after(byCluster.ended),
        after(waitFor('the end on record', left, { timeout: 90_000 })),
      ]);
      // Hanging up what the browser's shell had started is part of its end, and takes another connection.
      expect(cluster).toBeLessThan(61_000);
      expect(browser).toBeLessThan(63_000);
      expect(await byCluster.ended).toMatchObject({ exitCode: null, reason: 'lost' });
    } finally {
      for (const each of lift) each();
    }
    const before = log.lines().length;
    await waitFor('the log to go on', () => log.lines().length > before + 1000);
    numbered(log.lines());
    expect(log.marks()).toEqual(['unreachable', 'reachable']);
    await waitFor('the programs to go', async () => !/475[12]/.test(await processes()));
    log.stop();
    byBrowser.socket.terminate();
  });
});

describe('a browser that reads nothing', () => {
  it('misses a part of a log and is told; the next one has every byte', async () => {
    const pad = 'x'.repeat(992);
    const slices = `for s in $(seq 0 29); do seq $((s*2000+1)) $((s*2000+2000)) | sed 's/$/ ${pad}/'; sleep 0.5; done`;
    await startPod(project, { name: 'flood', containers: { main: `sleep 4; ${slices}; sleep 600` } });
    await podWhen(project, 'flood', isRunning);
    const ask = () => getLog({ port: sound.port, project, pod: 'flood', token }, '?follow=1');
    const stalled = await ask();
    const quick = await ask();
    const written = Array.from({ length: 60_000 }, (_, at) => `${at + 1} ${pad}\n`).join('');
    const sum = createHash('sha256');
    let size = 0;
    for await (const chunk of quick as AsyncIterable<Buffer>) {
      sum.update(chunk);
      size += chunk.length;
      if (size >= written.length) break;
    }
    expect(sum.digest('hex')).toBe(createHash('sha256').update(written).digest('hex'));
    let seen = '';
    for await (const chunk of stalled as AsyncIterable<Buffer>) {
      seen += chunk.toString('latin1');
      if (seen.endsWith(`\n60000 ${pad}\n`)) break;
    }
    const told = [...seen.matchAll(/^\[berth\] (\d+) lines of flood\/main skipped/gm)];
    const skipped = told.reduce((all, [, lines]) => all + Number(lines), 0);
    expect(skipped).toBeGreaterThan(1000);
    expect(seen.split('\n').filter((line) => line.endsWith(pad)).length + skipped).toBe(60_000);
  });

  it('holds a flood in its shell back, and has its prompt after Ctrl-C', async () => {
    const shell = await open(sound.port, '');
    shell.type("PS1='pro''mpt> '; yes 0123456789012345678901234567890123456789012345678901234567890\r");
    await waitFor('a flood', () => shell.bytes().length > 1_000_000, { every: 20 });
    shell.socket.pause();
    const memory = () => process.memoryUsage().external;
    // Two looks at the same place: the network's buffers are full, and nothing more is read.
    let last = -1;
    await waitFor('the flood to stand', () => {
      const now = memory();
      const stands = Math.abs(now - last) < 100_000;
      last = now;
      return stands;
    });
    shell.socket.resume();
    shell.type('\u0003');
    // How soon is measured by `npm run bench -- shell-flood`; here it has to come, whatever stood before it.
    await waitFor('the prompt', () => shell.screen().slice(-200).includes('prompt> '), { every: 20 });
    shell.socket.terminate();
  });
});

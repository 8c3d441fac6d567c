import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { config } from '@/lib/config';
import { logQuery } from '@/lib/contract/logs';
import { clusterCache } from '@/lib/kube';
import { clientOf } from '@/lib/kube/client';
import { readKubeconfig } from '@/lib/kube/kubeconfig';
import { Transport } from '@/lib/kube/transport';
import type { Caller } from '@/lib/services/kernel';
import { openLogStreams } from '@/lib/testing/api-metrics';
import { callerFor } from '@/lib/testing/people';
import { isRunning, podWhen, startPod } from '@/lib/testing/pods';
import { tcpProxy } from '@/lib/testing/tcp-proxy';
import { makeTenant, type TestTenant } from '@/lib/testing/tenancy';
import { waitFor } from '@/lib/testing/wait-for';
import { openPodLogs, type LogStream } from '../index';
import { logCounts } from '../log-metrics';
import { feedOfPod } from '../pod-feed';
import { followContainer } from './index';

let tenant: TestTenant;
let project: string;
const leaving = new AbortController();

beforeAll(async () => {
  tenant = await makeTenant();
  project = await tenant.project();
});
afterAll(async () => {
  leaving.abort();
  await tenant.clean();
});

async function caller(): Promise<Caller> {
  const one = await callerFor(tenant.owner);
  return {
    ...one,
    signal: leaving.signal,
    principal: one.principal && { ...one.principal, via: 'cli' },
  };
}

const open = async (pod: string, query: object = {}): Promise<LogStream> =>
  openPodLogs(
    await caller(),
    { params: { project, pod }, query: logQuery.parse({ follow: '1', ...query }) },
    'plain',
  );

/** Reads until `done` says so of the last kilobyte and of how much there is. */
async function readUntil(
  bytes: AsyncIterator<Uint8Array>,
  done: (end: string, size: number) => boolean,
): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  let end = '';
  while (!done(end, size)) {
    const { value, done: over } = await bytes.next();
    if (over) break;
    chunks.push(value);
    size += value.length;
    end = (end + Buffer.from(value.subarray(-1024)).toString('latin1')).slice(-1024);
  }
  return Buffer.concat(chunks);
}

const iterate = (stream: LogStream) => stream.bytes[Symbol.asyncIterator]();
const sha = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');
const numbered = (from: number, to: number, pad = '') =>
  Array.from({ length: to - from }, (_, at) => `${from + at}${pad}\n`).join('');

/** A pod that writes when a file appears in it would need exec: these write by the clock of their own script. */
async function start(name: string, script: string): Promise<void> {
  await startPod(project, { name, containers: { main: script } });
  await podWhen(project, name, isRunning);
  await waitFor(`${name} in the cache`, async () =>
    (await clusterCache('local').pods.get(project, name))?.containers.every(
      (item) => item.state === 'running',
    ),
  );
}

describe('many viewers of one container', () => {
  beforeAll(() => start('counter', 'i=0; while true; do echo $i; i=$((i+1)); sleep 0.02; done'));

  it('cost the cluster one stream, and all get the same', async () => {
    const others = await openLogStreams();
    const shared = logCounts().open.shared;
    const streams = await Promise.all(Array.from({ length: 50 }, () => open('counter')));
    const heads = await Promise.all(
      streams.map((stream) => readUntil(iterate(stream), (text) => text.includes('\n200\n'))),
    );
    for (const head of heads) expect(head.toString()).toMatch(/^0\n1\n2\n/);
    expect(new Set(heads.map((head) => sha(head.subarray(0, head.indexOf('\n200\n'))))).size).toBe(1);
    expect(logCounts().open.shared - shared).toBe(1);
    expect(logCounts().viewers).toBeGreaterThanOrEqual(50);
    // Others may use the rig at the same time, but nobody opens fifty.
    expect((await openLogStreams()) - others).toBeLessThan(20);
  });

  it('give a late one the exact tail, and then what comes', async () => {
    const first = iterate(await open('counter'));
    await readUntil(first, (text) => text.includes('\n100\n'));
    for (const tail of [0, 1, 20, 100]) {
      const late = iterate(await open('counter', { tail }));
      const seen = await readUntil(late, (_, size) => size > (tail + 20) * 5);
      const numbers = seen.toString().trim().split('\n').map(Number);
      const from = numbers[0] ?? 0;
      expect(numbers).toEqual(numbers.map((_, at) => from + at));
      expect(numbers.length).toBeGreaterThanOrEqual(tail);
      await late.return?.();
    }
  });
});

describe('a reader that stands still', () => {
  it('is told what it missed, while others have every byte', async () => {
    const pad = 'x'.repeat(992);
    // 40 MB in slices: more than memory holds, less at a time than the kubelet rotates away.
    await start(
      'flood',
      `sleep 4; for s in $(seq 0 19); do seq $((s*2000+1)) $((s*2000+2000)) | sed 's/$/ ${pad}/'; sleep 0.6; done; sleep 600`,
    );
    const still = iterate(await open('flood'));
    const quick = [iterate(await open('flood')), iterate(await open('flood'))];
    const written = Array.from({ length: 40_000 }, (_, at) => `${at + 1} ${pad}\n`).join('');
    const first = await still.next();
    const all = await Promise.all(
      quick.map((bytes) => readUntil(bytes, (_, size) => size >= written.length)),
    );
    for (const bytes of all) expect(sha(bytes)).toBe(sha(written));
    const rest = await readUntil(still, (end) => end.endsWith(`40000 ${pad}\n`));
    const seen = Buffer.concat([first.value ?? Buffer.alloc(0), rest]).toString();
    const skipped = [...seen.matchAll(/^\[berth\] (\d+) lines of flood\/main skipped/gm)].reduce(
      (sum, [, lines]) => sum + Number(lines),
      0,
    );
    expect(skipped).toBeGreaterThan(1000);
    expect(seen.split('\n').filter((line) => line.endsWith(pad)).length + skipped).toBe(40_000);
  });
});

describe('the network', () => {
  it('may break: what comes is whole', async () => {
    await start('steady', 'i=0; while [ $i -lt 600 ]; do echo $i; i=$((i+1)); sleep 0.01; done; sleep 600');
    const { BERTH_KUBECONFIG: file = '' } = config();
    const connection = readKubeconfig(readFileSync(file, 'utf8'), path.dirname(file));
    const server = new URL(connection.server);
    const proxy = await tcpProxy({ host: server.hostname, port: Number(server.port || 443) });
    const kube = clientOf(
      new Transport('local', {
        ...connection,
        server: `https://127.0.0.1:${proxy.port}`,
        serverName: server.hostname,
      }),
      {
        user: `berth:user:${tenant.owner.id}`,
        groups: [`berth:project:${project}:owner`, `berth:project:${project}:logs`],
      },
    );
    const row = await clusterCache('local').pods.get(project, 'steady');
    const where = {
      cluster: 'through-proxy',
      namespace: project,
      pod: 'steady',
      uid: row?.uid ?? '',
      container: 'main',
    };
    const abort = new AbortController();
    const items = followContainer(
      where,
      {
        open: (request) => kube.logs(project, 'steady', { ...request, container: 'main', timestamps: true }),
        guard: () => undefined,
      },
      () => feedOfPod('local', project, where.uid),
      { signal: abort.signal },
    );
    let text = '';
    const marks: string[] = [];
    let cuts = 0;
    while (!text.endsWith('\n599\n')) {
      const { value, done } = await items.next();
      if (done) break;
      if (value.kind === 'mark') marks.push(value.mark.mark);
      else text += value.lines.plain().toString();
      if (text.length > (cuts + 1) * 400 && cuts < 4) {
        cuts += 1;
        proxy.cut();
        setTimeout(() => proxy.mend(), 300);
      }
    }
    expect(cuts).toBe(4);
    expect(text).toBe(numbered(0, 600));
    expect(marks).toEqual([]);
    abort.abort();
    await items.return(undefined);
    await proxy.close();
  });
});

import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { logQuery } from '@/lib/contract/logs';
import { db } from '@/lib/db';
import { APP_LABEL, MANAGER, PROJECT_LABEL } from '@/lib/domain/app';
import { clusterCache } from '@/lib/kube';
import type { Caller } from '@/lib/services/kernel';
import { putProjectMember } from '@/lib/services/projects';
import { adminKube } from '@/lib/testing/admin-kube';
import { callAs, callerFor } from '@/lib/testing/people';
import { isFinished, isRunning, podWhen, startPod } from '@/lib/testing/pods';
import { makeTenant, type TestTenant } from '@/lib/testing/tenancy';
import { waitFor } from '@/lib/testing/wait-for';
import { openAppLogs, openPodLogs, type LogFormat, type LogStream } from './index';

let tenant: TestTenant;
let project: string;

beforeAll(async () => {
  tenant = await makeTenant();
  project = await tenant.project();
});
afterAll(() => tenant.clean());

/** A caller without a session or token that could end. */
async function steady(person: { id: string }): Promise<Caller> {
  const caller = await callerFor(person);
  return { ...caller, principal: caller.principal && { ...caller.principal, via: 'cli' } };
}

interface As {
  caller?: Caller;
  format?: LogFormat;
}

async function podLog(pod: string, query: object = {}, as: As = {}): Promise<LogStream> {
  const caller = as.caller ?? (await steady(tenant.owner));
  return openPodLogs(
    caller,
    { params: { project, pod }, query: logQuery.parse(query) },
    as.format ?? 'plain',
  );
}

async function all(stream: LogStream): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream.bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
}

interface Entry {
  ts?: string;
  pod?: string;
  container?: string;
  line?: string;
  lineBase64?: string;
  mark?: string;
  reason?: string;
}

const entries = (bytes: Buffer): Entry[] =>
  bytes
    .toString('utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Entry);

/** Reads NDJSON as it comes, until `done` says so; then leaves. */
async function follow(stream: LogStream, done: (seen: Entry[]) => boolean): Promise<Entry[]> {
  let rest = Buffer.alloc(0);
  const seen: Entry[] = [];
  for await (const chunk of stream.bytes) {
    rest = Buffer.concat([rest, chunk]);
    const end = rest.lastIndexOf(10);
    seen.push(...entries(rest.subarray(0, end + 1)));
    rest = rest.subarray(end + 1);
    if (done(seen)) break;
  }
  return seen;
}

const sha = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const ready = (pod: string) =>
  waitFor(`${pod} in the cache`, async () => {
    const row = await clusterCache('local').pods.get(project, pod);
    return row?.containers.every((item) => item.state === 'running' || item.ended);
  });
const abortable = async (): Promise<{ caller: Caller; abort: AbortController }> => {
  const abort = new AbortController();
  return { abort, caller: { ...(await steady(tenant.owner)), signal: abort.signal } };
};

describe('what a container wrote', () => {
  // Every byte from 0 to 255 but the newline, characters of two to four bytes, CR alone, and a line of a megabyte.
  const nasty = Buffer.from([...Array(256).keys()].filter((byte) => byte !== 10));
  const script = `
    i=0; while [ $i -lt 20000 ]; do
      echo "$i plain"; echo "$i 港口 🚢 ünï"; printf '10%%\\r50%%\\r100%%\\n'; echo; echo "  $i	tab"
      i=$((i+1)); done
    echo ${nasty.toString('base64')} | base64 -d; echo
    head -c 1048576 /dev/zero | tr '\\0' 'x'; echo
    printf 'no newline at the end'`;
  const written = Buffer.concat([
    Buffer.from(
      Array.from(
        { length: 20_000 },
        (_, i) => `${i} plain\n${i} 港口 🚢 ünï\n10%\r50%\r100%\n\n  ${i}\ttab\n`,
      ).join(''),
    ),
    nasty,
    Buffer.from(`\n${'x'.repeat(1_048_576)}\nno newline at the end`),
  ]);

  beforeAll(async () => {
    await startPod(project, { name: 'nasty', containers: { main: script } });
    await podWhen(project, 'nasty', isFinished);
    await ready('nasty');
  });

  it('comes byte for byte: 100,000 lines, NUL, CR, a line of a megabyte', async () => {
    const bytes = await all(await podLog('nasty'));
    expect(bytes.length).toBe(written.length);
    expect(sha(bytes)).toBe(sha(written));
  });

  it('comes byte for byte while following, too, and the stream ends with the pod', async () => {
    expect(sha(await all(await podLog('nasty', { follow: '1' })))).toBe(sha(written));
  });

  it('comes as objects, with base64 where it is no UTF-8', async () => {
    // The kubelet counts the runtime's own pieces of a long line as lines.
    const seen = entries(await all(await podLog('nasty', { tail: 200 }, { format: 'ndjson' }))).slice(-4);
    expect(Buffer.from(seen[0]?.lineBase64 ?? '', 'base64').equals(nasty)).toBe(true);
    expect(seen[1]?.line).toHaveLength(1_048_576);
    expect(seen[2]).toMatchObject({
      line: 'no newline at the end',
      partial: true,
      pod: 'nasty',
      container: 'main',
    });
    expect(seen[0]?.ts).toMatch(/^\d{4}-.*\.\d{9}Z$/);
    expect(seen.at(-1)).toMatchObject({ mark: 'end', reason: 'finished' });
  });

  it('is searched by text and by expression, and limited', async () => {
    expect((await all(await podLog('nasty', { grep: '19999 ' }))).toString().split('\n')).toHaveLength(3);
    expect((await all(await podLog('nasty', { grep: '/^1\\d+ PLAIN$/i', limit: 3 }))).toString()).toBe(
      '10 plain\n11 plain\n12 plain\n',
    );
    await expect(podLog('nasty', { grep: '/(/' })).rejects.toMatchObject({ code: 'validation.failed' });
  });

  it('is searched with lines around hits, by level, and says whether there is more', async () => {
    expect((await all(await podLog('nasty', { grep: '/^1999[89] plain/', context: 1 }))).toString()).toBe(
      '  19997\ttab\n19998 plain\n19998 港口 🚢 ünï\n--\n  19998\ttab\n19999 plain\n19999 港口 🚢 ünï\n',
    );
    const told = async (query: object) =>
      entries(await all(await podLog('nasty', query, { format: 'ndjson' })));
    expect((await told({ grep: '1999', limit: 2 })).at(-1)).toMatchObject({ reason: 'limit', more: true });
    expect((await told({ grep: '19999 plain', limit: 1 })).at(-1)).toMatchObject({
      reason: 'limit',
      more: false,
    });
    expect(await told({ level: 'error,fatal', limit: 1 })).toHaveLength(1);
    expect(await told({ level: 'none', grep: '19999 plain', context: 1 })).toMatchObject([
      { context: true },
      { line: '19999 plain' },
      { context: true },
      { mark: 'end' },
    ]);
  });

  it('carries prefix and time where they are asked for, and begins when asked', async () => {
    const line = (await all(await podLog('nasty', { tail: 3, prefix: '1', timestamps: '1' }))).toString(
      'latin1',
    );
    expect(line).toMatch(/^\[nasty\/main\] \d{4}-\d\d-\d\dT[\d:.]+Z /);
    expect(
      await all(await podLog('nasty', { since: new Date(Date.now() + 60_000).toISOString() })),
    ).toHaveLength(0);
    await expect(podLog('nasty', { since: 'soon' })).rejects.toMatchObject({ code: 'validation.failed' });
  });

  it('waits for a reader that is slow', async () => {
    const stream = await podLog('nasty', { follow: '1' });
    const before = process.memoryUsage().rss;
    const bytes = stream.bytes[Symbol.asyncIterator]();
    await bytes.next();
    const sizes = [];
    for (let round = 0; round < 10; round += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      sizes.push(process.memoryUsage().rss - before);
    }
    expect(Math.max(...sizes)).toBeLessThan(100 * 1024 * 1024);
    await bytes.return?.();
  });
});

describe('following', () => {
  it('crosses a restart without losing or doubling a line, and shows the previous run', async () => {
    const script = 'echo start $(cat /proc/uptime); for i in 1 2 3; do echo $i; sleep 0.3; done; exit 3';
    await startPod(project, { name: 'again', containers: { main: script }, restartPolicy: 'Always' });
    await ready('again');
    const { caller } = await abortable();
    const stream = await podLog('again', { follow: '1' }, { caller, format: 'ndjson' });
    const seen = await follow(stream, (items) => items.filter((item) => item.line === '3').length >= 2);
    const told = seen.map((item) =>
      item.mark ? `[${item.mark}]` : item.line?.replace(/^start .*/, 'start'),
    );
    const run = ['start', '1', '2', '3'];
    expect(told).toEqual([...run, '[restarted]', ...run]);
    expect(seen.find((item) => item.mark === 'restarted')).toMatchObject({ exitCode: 3, reason: 'Error' });
    expect(new Set(seen.filter((item) => item.line?.startsWith('start')).map((item) => item.line)).size).toBe(
      2,
    );
    await podWhen(project, 'again', (pod) => (pod.status?.containerStatuses?.[0]?.restartCount ?? 0) >= 1);
    // Between two runs there is a moment in which the kubelet has taken away the one and does not have the other yet.
    await waitFor('the previous run', async () => {
      const previous = await all(await podLog('again', { previous: '1' }));
      return /^start .*\n1\n2\n3\n$/.test(previous.toString());
    });
  });

  it('survives that the kubelet rotates the log', async () => {
    const pad = 'x'.repeat(90);
    const script = `seq 1 115000 | sed 's/$/ ${pad}/'; sleep 18; seq 115001 130000 | sed 's/$/ ${pad}/'; sleep 1`;
    await startPod(project, { name: 'rotated', containers: { main: script } });
    await ready('rotated');
    const followed = await all(await podLog('rotated', { follow: '1' }));
    const written = Array.from({ length: 130_000 }, (_, i) => `${i + 1} ${pad}\n`).join('');
    expect(followed.length).toBe(written.length);
    expect(sha(followed)).toBe(sha(Buffer.from(written)));
    // What the cluster still gives is only the newest file: it was rotated.
    expect((await all(await podLog('rotated'))).length).toBeLessThan(written.length);
  });

  it('has pods of an app join and leave', async () => {
    const app = 'shop';
    const row = await db().project.findUniqueOrThrow({ where: { name: project } });
    await db().app.create({ data: { projectId: row.id, name: app, desired: {} } });
    const labels = { [APP_LABEL]: app, [PROJECT_LABEL]: project, 'app.kubernetes.io/managed-by': MANAGER };
    const containers = { main: 'echo main up; sleep 1000', side: 'echo side up; sleep 1000' };
    await startPod(project, { name: 'shop-a', labels, containers });
    await podWhen(project, 'shop-a', isRunning);
    const { caller, abort } = await abortable();
    const query = logQuery.parse({ follow: '1' });
    const stream = await openAppLogs(caller, { params: { project, app }, query }, 'ndjson');
    let step = 0;
    const seen = await follow(stream, (items) => {
      const lines = items.filter((item) => item.line);
      if (step === 0 && lines.length === 2) {
        step = 1;
        void startPod(project, { name: 'shop-b', labels, containers });
      }
      if (step === 1 && lines.length === 4) {
        step = 2;
        void adminKube().delete({ apiVersion: 'v1', kind: 'Pod', namespace: project, name: 'shop-a' });
      }
      return items.filter((item) => item.mark === 'left').length >= 2;
    });
    abort.abort();
    const told = (pod: string) =>
      seen.filter((item) => item.pod === pod).map((item) => item.mark ?? `${item.container}: ${item.line}`);
    expect(told('shop-a').toSorted()).toEqual(['left', 'left', 'main: main up', 'side: side up']);
    expect(told('shop-b').toSorted()).toEqual(['joined', 'joined', 'main: main up', 'side: side up']);
    await expect(
      openAppLogs(caller, { params: { project, app: 'none' }, query }, 'plain'),
    ).rejects.toMatchObject({
      code: 'resource.not_found',
    });
  });
});

describe('who may read', () => {
  beforeAll(async () => {
    await startPod(project, {
      name: 'talk',
      containers: { main: 'while true; do echo tick; sleep 0.2; done' },
    });
    await podWhen(project, 'talk', isRunning);
    await ready('talk');
  });

  it('is judged before: 401, 404 for an outsider, 403 without the right, 404 for what is not there', async () => {
    const owner = await callerFor(tenant.owner);
    await expect(podLog('talk', {}, { caller: { ...owner, principal: null } })).rejects.toMatchObject({
      status: 401,
    });
    const outsider = await tenant.person('outsider');
    await expect(podLog('talk', {}, { caller: await callerFor(outsider) })).rejects.toMatchObject({
      status: 404,
    });
    const viewer = await tenant.person('viewer');
    await callAs(tenant.owner, putProjectMember, {
      params: { project, user: viewer.name },
      body: { role: 'viewer', rights: { logs: false } },
    });
    await expect(podLog('talk', {}, { caller: await callerFor(viewer) })).rejects.toMatchObject({
      status: 403,
    });
    await expect(podLog('none')).rejects.toMatchObject({ status: 404 });
    await expect(podLog('talk', { container: 'none' })).rejects.toMatchObject({ status: 404 });
  });

  it('is judged while it runs: cut within 5 s when the right is lost', async () => {
    const viewer = await tenant.person('reader');
    const right = (logs: boolean) =>
      callAs(tenant.owner, putProjectMember, {
        params: { project, user: viewer.name },
        body: { role: 'viewer', rights: { logs } },
      });
    await right(true);
    const token = await db().apiToken.create({
      data: { userId: viewer.id, name: 'it', prefix: 'it', hash: viewer.id },
    });
    const caller = await callerFor(viewer);
    if (caller.principal) caller.principal.credentialId = token.id;
    const stream = await podLog('talk', { follow: '1', tail: 1 }, { caller, format: 'ndjson' });
    let revoked = 0;
    const seen = await follow(stream, (items) => {
      if (revoked === 0 && items.some((item) => item.line === 'tick')) {
        revoked = Date.now();
        void right(false);
      }
      return false;
    });
    expect(seen.at(-1)).toMatchObject({ mark: 'end', reason: 'forbidden' });
    expect(Date.now() - revoked).toBeLessThan(5500);
  });
});

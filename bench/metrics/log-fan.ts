import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { waitFor, type Ground } from '../lib/ground';
import { cpuSecondsOf, memoryOf } from '../lib/process';
import { paired, single, type Result } from '../lib/result';
import { median, type Pair } from '../lib/stats';

interface Fanned {
  delay: { count: number; p50: number; p99: number };
  broken: number;
  /** Stalled readers who were told that they missed something. */
  told: number;
  cpuSeconds: number;
}

interface Measured extends Fanned {
  /** CPU-seconds of the server meanwhile. */
  server: number;
}

const VIEWERS = Number(process.env['BERTH_BENCH_VIEWERS'] ?? 1000);
const STALLED = 10;
const RATE = 1000;
const SECONDS = 10;
const PAIRS = 3;
// More than a viewer's place in memory (8 MiB) and the sockets on its way hold.
const BURST_MB = 24;

/** Metric 3: a thousand viewers of one container, ten of whom read nothing; a bare `ws` broadcaster beside it. */
export async function logFan(ground: Ground): Promise<Result[]> {
  const pod = await ground.deploy('fan', ['/tool', 'ticks', `-rate=${RATE}`]);
  const url = `${ground.url}/api/v1/projects/${ground.project}/pods/${pod}/logs?follow=1&tail=0`;
  // Nobody may have more than fifty streams at a time.
  const tokens = await ground.viewers(Math.ceil((VIEWERS + STALLED) / 45));
  const fan = async (server: number, target: string, viewers: number, more = ''): Promise<Measured> => {
    const before = cpuSecondsOf(server);
    const fanned = await ground.shell<Fanned>(
      `${ground.tool} fan ${target} -viewers ${viewers} -seconds ${SECONDS} ${more}`,
    );
    return { ...fanned, server: cpuSecondsOf(server) - before };
  };
  const ours = `-url '${url}' -tokens ${tokens.join(',')}`;
  const burst = `${ground.kubectl} exec ${pod} -- sh -c "yes ${'x'.repeat(98)} | head -c ${BURST_MB}000000 > /proc/1/fd/1"`;
  const none = await upstreams(ground);
  // What is made once (code, pools, the hub's memory) belongs to nobody.
  await fan(ground.console, ours, 20);
  const before = await memory(ground);
  const most = { ...before };
  let streams = 0;
  const watching = setInterval(() => {
    void upstreams(ground).then((count) => (streams = Math.max(streams, count)));
    void memory(ground).then((now) => {
      for (const [kind, bytes] of Object.entries(now) as [keyof typeof now, number][])
        most[kind] = Math.max(most[kind], bytes);
    });
  }, 1000);

  const pairs: Pair[] = [];
  const many: Measured[] = [];
  const bare: Measured[] = [];
  try {
    for (let number = 0; number < PAIRS; number += 1) {
      const last = number === PAIRS - 1;
      const one = () => fan(ground.console, ours, 1);
      const all = () =>
        fan(ground.console, ours, VIEWERS, `-stalled ${STALLED} ${last ? `-then '${burst}'` : ''}`);
      const first = number % 2 === 0 ? await one() : null;
      const fanned = await all();
      const single = first ?? (await one());
      many.push(fanned);
      pairs.push({ ours: fanned.delay.p99, reference: single.delay.p99 });
      bare.push(await broadcast(ground, pod, (process, target) => fan(process, target, VIEWERS)));
    }
  } finally {
    clearInterval(watching);
  }
  await ground.remove('fan');
  await waitFor('the streams to end', async () => ((await upstreams(ground)) <= none ? true : undefined));

  const people = VIEWERS + STALLED;
  const each = (kind: keyof typeof before) => (most[kind] - before[kind]) / people / 1000;
  const broken = many.reduce((sum, one) => sum + one.broken, 0);
  const told = many.at(-1)?.told ?? 0;
  const middle = (of: (one: Measured) => number, all: Measured[]) => median(all.map(of));
  const cpu = (all: Measured[]) => middle((one) => one.server, all);
  return [
    single(
      { metric: `3 upstream streams of ${VIEWERS} viewers`, unit: '', goal: '1' },
      streams - none,
      streams - none === 1,
    ),
    single(
      {
        metric: `3 memory of a viewer`,
        unit: 'kB',
        goal: '≤ 64',
        note: `resident; heap ${each('heap').toFixed(0)} kB, buffers ${each('external').toFixed(0)} kB, garbage that was not yet collected included`,
      },
      each('resident'),
      each('resident') <= 64,
    ),
    paired(
      {
        metric: `3 log delay p99 of ${VIEWERS} viewers, ${STALLED} stalled`,
        unit: 'ms',
        against: 'one viewer',
        goal: '≤ 1.1',
        note: `${RATE} lines/s; broken off: ${broken}; all readers share the machine's cores with the console and take ${middle((one) => one.cpuSeconds, many).toFixed(1)} CPU-s of them`,
      },
      pairs,
      (ratio) => ratio <= 1.1 && broken === 0,
    ),
    single(
      {
        metric: `3 log delay p99 of ${VIEWERS} viewers beside a bare broadcaster`,
        unit: 'ms',
        against: 'bare ws',
        goal: '≤ 1.5',
      },
      middle((one) => one.delay.p99, many),
      middle((one) => one.delay.p99, many) <= 1.5 * middle((one) => one.delay.p99, bare),
      middle((one) => one.delay.p99, bare),
    ),
    single(
      {
        metric: `3 CPU of ${VIEWERS} viewers, ${SECONDS} s`,
        unit: 's',
        against: 'bare ws, without its kubectl',
        goal: '≤ 2',
        note: 'sign-in and opening of every viewer included',
      },
      cpu(many),
      cpu(many) <= 2 * cpu(bare),
      cpu(bare),
    ),
    single(
      { metric: `3 stalled readers who are told what they missed`, unit: '', goal: `${STALLED}` },
      told,
      told === STALLED,
    ),
  ];
}

/** Has the same log read by a bare broadcaster. */
async function broadcast<T>(
  ground: Ground,
  pod: string,
  measure: (process: number, target: string) => Promise<T>,
): Promise<T> {
  const program = path.resolve(import.meta.dirname, '..', 'bare', 'broadcast.mjs');
  const follow = `${ground.kubectl} logs -f --tail=0 ${pod}`.split(' ');
  const child = spawn(process.execPath, [program, ...follow], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const [port] = (await once(child.stdout, 'data')) as [Buffer];
    return await measure(child.pid ?? 0, `-url ws://127.0.0.1:${port.toString().trim()}`);
  } finally {
    child.kill();
  }
}

/** Memory of the console in bytes: of the process, and what its runtime says of it. */
async function memory(ground: Ground): Promise<{ resident: number; heap: number; external: number }> {
  const told = await ground.metrics();
  return {
    resident: memoryOf(ground.console),
    heap: told['nodejs_heap_used_bytes'] ?? NaN,
    external: told['nodejs_external_memory_bytes'] ?? NaN,
  };
}

/** How many log streams the API server has open. */
async function upstreams(ground: Ground): Promise<number> {
  const { count } = await ground.shell<{ count: number }>(
    `${ground.kubectl} get --raw /metrics | awk '/^apiserver_longrunning_requests.*subresource="log"/ {n += $NF} END {print "{\\"count\\":" n+0 "}"}'`,
  );
  return count;
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { waitFor, type Ground } from '../lib/ground';
import { memoryOf } from '../lib/process';
import { paired, single, type Result } from '../lib/result';
import { rounds } from '../lib/rounds';
import { median, type Pair } from '../lib/stats';

interface Fanned {
  delay: { count: number; p50: number; p99: number };
  broken: number;
  /** Stalled readers who were told that they missed something. */
  told: number;
  /** CPU-seconds of the readers while they read. */
  cpuSeconds: number;
  /** Until all connections were open, and from then on: how long it took, and CPU-seconds of the server. */
  opening: Phase;
  streaming: Phase;
}

interface Watched extends Fanned {
  seen: Seen;
}

interface Phase {
  seconds: number;
  server: number;
}

const VIEWERS = Number(process.env['BERTH_BENCH_VIEWERS'] ?? 1000);
const STALLED = 10;
const RATE = 1000;
const SECONDS = 10;
const PAIRS = 3;
// More than a viewer's place in memory (8 MiB) and the sockets on its way hold.
const BURST_MB = 24;
const LOOK_MS = 500;

/** Metric 3: a thousand viewers of one container, ten of whom read nothing; a bare `ws` broadcaster beside it. */
export async function logFan(ground: Ground): Promise<Result[]> {
  const pod = await ground.deploy('fan', ['/tool', 'ticks', `-rate=${RATE}`]);
  const url = `${ground.url}/api/v1/projects/${ground.project}/pods/${pod}/logs?follow=1&tail=0`;
  // Nobody may have more than fifty streams at a time.
  const tokens = await ground.viewers(Math.ceil((VIEWERS + STALLED) / 45));
  const fan = (server: number, target: string, viewers: number, more = '') =>
    ground.shell<Fanned>(
      `${ground.tool} fan ${target} -server ${server} -viewers ${viewers} -seconds ${SECONDS} ${more}`,
    );
  const ours = `-url '${url}' -tokens ${tokens.join(',')}`;
  const burst = `${ground.kubectl} exec ${pod} -- sh -c "yes ${'x'.repeat(98)} | head -c ${BURST_MB}000000 > /proc/1/fd/1"`;
  // What is made once (code, pools, the hub's memory, which the burst fills) belongs to nobody.
  const { told } = await fan(ground.console, ours, 20, `-stalled ${STALLED} -then '${burst}'`);
  const watch = watched(ground);
  const pairs: Pair[] = [];
  const few: Watched[] = [];
  const many: Watched[] = [];
  const bare: Fanned[] = [];
  try {
    for (let number = 0; number < rounds(PAIRS); number += 1) {
      const one = () => watch.during(() => fan(ground.console, ours, 1));
      const all = () => watch.during(() => fan(ground.console, ours, VIEWERS, `-stalled ${STALLED}`));
      const first = number % 2 === 0 ? await one() : null;
      const fanned = await all();
      const single = first ?? (await one());
      few.push(single);
      many.push(fanned);
      pairs.push({ ours: fanned.delay.p99, reference: single.delay.p99 });
      bare.push(await broadcast(ground, pod, (process, target) => fan(process, target, VIEWERS)));
    }
  } finally {
    watch.stop();
  }
  await ground.remove('fan');
  await waitFor('the streams to end', async () => ((await look(ground)).streams === 0 ? true : undefined));

  const most = (of: (seen: Seen) => number) => Math.max(...many.map(({ seen }) => of(seen)));
  const streams = most((seen) => seen.streams);
  // Beside the first single viewer: what a process has once taken it seldom gives back.
  const each = (kind: keyof Memory) =>
    (most((seen) => seen.most[kind]) - (few[0]?.seen.least[kind] ?? NaN)) / (VIEWERS + STALLED - 1) / 1000;
  const broken = many.reduce((sum, one) => sum + one.broken, 0);
  const middle = (of: (one: Fanned) => number, all: Fanned[]) => median(all.map(of));
  const beside = (of: (one: Fanned) => number, limit: number) =>
    [middle(of, many), middle(of, many) <= limit * middle(of, bare), middle(of, bare)] as const;
  return [
    single(
      {
        metric: `3 upstream streams of ${VIEWERS} viewers`,
        unit: '',
        goal: '1',
        note: `the most that the console had open, as it counts them itself, twice a second while the viewers came and read`,
      },
      streams,
      streams === 1,
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
        note: 'once all are open',
      },
      ...beside((one) => one.delay.p99, 1.5),
    ),
    single(
      {
        metric: `3 CPU of ${VIEWERS} viewers, ${SECONDS} s`,
        unit: 's',
        against: 'bare ws, without its kubectl',
        goal: '≤ 2',
        note: 'once all are open',
      },
      ...beside(({ streaming }) => (streaming.server / streaming.seconds) * SECONDS, 2),
    ),
    single(
      {
        metric: `3 CPU of opening ${VIEWERS} viewers`,
        unit: 's',
        against: 'bare ws, which asks nobody',
        goal: '≤ 5',
        note: `sign-in, rights in the console and the cluster's word, of ${tokens.length} people, while the log is read; took ${middle(({ opening }) => opening.seconds, many).toFixed(1)} s`,
      },
      middle(({ opening }) => opening.server, many),
      middle(({ opening }) => opening.server, many) <= 5,
      middle(({ opening }) => opening.server, bare),
    ),
    single(
      { metric: `3 stalled readers who are told what they missed`, unit: '', goal: `${STALLED}` },
      told,
      told === STALLED,
    ),
  ];
}

/** Bytes: of the process, and what its runtime says of it. */
interface Memory {
  resident: number;
  heap: number;
  external: number;
}

interface Look {
  /** Log streams that the console has open: the API server would count those of others, too. */
  streams: number;
  memory: Memory;
}

interface Seen {
  /** The most of them. */
  streams: number;
  least: Memory;
  most: Memory;
}

/** Looks at the console again and again, also while nothing of it counts, so that all readers bear it alike. */
function watched(ground: Ground) {
  let now: Seen | null = null;
  const note = async () => {
    const into = now;
    const { streams, memory } = await look(ground);
    // What began or ended meanwhile is not known to be of this time.
    if (!into || into !== now) return;
    into.streams = Math.max(into.streams, streams);
    for (const kind of Object.keys(memory) as (keyof Memory)[]) {
      into.least[kind] = Math.min(into.least[kind], memory[kind]);
      into.most[kind] = Math.max(into.most[kind], memory[kind]);
    }
  };
  const timer = setInterval(() => void note().catch(() => undefined), LOOK_MS);
  return {
    during: async <T>(act: () => Promise<T>): Promise<T & { seen: Seen }> => {
      const all = (bytes: number): Memory => ({ resident: bytes, heap: bytes, external: bytes });
      const seen: Seen = { streams: 0, least: all(Infinity), most: all(0) };
      now = seen;
      try {
        return { ...(await act()), seen };
      } finally {
        now = null;
      }
    },
    stop: () => clearInterval(timer),
  };
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

async function look(ground: Ground): Promise<Look> {
  const told = await ground.metrics();
  return {
    streams: told['berth_log_upstreams'] ?? NaN,
    memory: {
      resident: memoryOf(ground.console),
      heap: told['nodejs_heap_used_bytes'] ?? NaN,
      external: told['nodejs_external_memory_bytes'] ?? NaN,
    },
  };
}

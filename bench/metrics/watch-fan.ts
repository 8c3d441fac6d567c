import { freePort } from '@/lib/testing/free-port';
import type { OwnConsole } from '@/lib/testing/own-console';
import { Changes, Sightings, type Target } from '../lib/changes';
import { gatherCrowd, type Crowd } from '../lib/crowd';
import { metricsOf, waitFor } from '../lib/ground';
import { inspect } from '../lib/inspector';
import { watchByKubectl } from '../lib/kubectl-watch';
import { cpuSecondsOf, residentOf } from '../lib/process';
import { paired, single, type Result } from '../lib/result';
import { manyOf, rounds } from '../lib/rounds';
import { openSession, type Session } from '../lib/session';
import { quantile, type Pair } from '../lib/stats';
import { mostOfOneKind, watchesOf } from '../lib/watches';

const PROJECTS = 20;
const SESSIONS = manyOf(500);
const PODS = 2000;
const PAIRS = 3;
const CHANGES = manyOf(1000);
const PER_SECOND = 50;
// A page is told ten times a second at most (docs/adr/0019): what comes right after another change waits that long.
const MORE_MS = 150;
const MOST_KB = 64;
const WHO = `${SESSIONS} pages of ${PROJECTS} projects`;

/** What is there before anybody looks. */
interface Stage {
  crowd: Crowd;
  running: OwnConsole;
  projects: { name: string; token: string }[];
  pods: Target[];
  /** Opens so many pages and waits until each has its rows. */
  open: (count: number) => Promise<Session[]>;
  /** Bytes that the console uses after a collection. */
  memory: () => Promise<{ heap: number; resident: number }>;
}

/** Metric 7: five hundred pages of twenty projects, each of a person who may see that one and no other. */
export async function watchFan(): Promise<Result[]> {
  const crowd = await gatherCrowd();
  const ends: (() => void)[] = [];
  try {
    const stage = await setStage(crowd, ends);
    const others = await watchesWithout(crowd);
    // What is made once (code, caches, pools) belongs to nobody.
    for (const session of await stage.open(PROJECTS)) session.close();
    await waitFor('them to leave', async () => {
      const { berth_sockets: open = 0 } = await metricsOf(stage.running.url, crowd.token);
      return open === 0 ? true : undefined;
    });
    const before = await stage.memory();
    const sessions = await stage.open(SESSIONS);
    const after = await stage.memory();
    const watches = mostOfOneKind(others, await watchesOf(crowd.cluster));
    const fresh = await freshnessOf(stage, sessions, ends);
    const each = (kind: keyof typeof before) => (after[kind] - before[kind]) / SESSIONS / 1000;
    return [
      single(
        {
          metric: `7 upstream watches of one kind for ${WHO}`,
          unit: '',
          goal: '1',
          note: `of each of ${watches.kinds} kinds; counted by the API server, with the console and without it`,
        },
        watches.most,
        watches.most === 1,
      ),
      fresh,
      single(
        {
          metric: `7 memory of one of ${WHO}`,
          unit: 'kB',
          goal: `≤ ${MOST_KB}`,
          note: `resident; heap ${each('heap').toFixed(0)} kB, both after a collection`,
        },
        each('resident'),
        each('resident') <= MOST_KB,
      ),
      rightsOf(sessions),
    ];
  } finally {
    for (const end of ends) end();
    await crowd.close();
  }
}

async function setStage(crowd: Crowd, ends: (() => void)[]): Promise<Stage> {
  const projects: Stage['projects'] = [];
  for (let number = 0; number < PROJECTS; number += 1) {
    const name = `crowd-${number}`;
    projects.push({ name, token: await crowd.openProject(name) });
  }
  const pods = await crowd.fill(
    PODS,
    projects.map(({ name }) => name),
  );
  const projectOf = new Map(pods.map(({ namespace, name }) => [name, namespace]));
  const debugging = await freePort();
  const running = await crowd.start({ NODE_OPTIONS: `--inspect=127.0.0.1:${debugging}` });
  const inspector = await inspect(debugging);
  ends.push(inspector.close);
  const port = Number(new URL(running.url).port);
  return {
    crowd,
    running,
    projects,
    pods,
    memory: async () => ({ heap: await inspector.heapInUse(), resident: residentOf(running.pid) }),
    open: async (count) => {
      const sessions: Session[] = [];
      for (let number = 0; number < count; number += 1) {
        const own = projects[number % PROJECTS];
        const other = projects[(number + 1) % PROJECTS];
        if (!own || !other) throw new Error('there are no projects');
        const wanted = { port, token: own.token, project: own.name, other: other.name, projectOf };
        const session = await openSession(wanted);
        ends.push(session.close);
        sessions.push(session);
      }
      await waitFor('every page', async () =>
        sessions.every(({ rows, other }) => rows > 0 && other !== undefined) ? true : undefined,
      );
      return sessions;
    },
  };
}

/** The watches of everybody but the console: while it can't reach the API server. */
async function watchesWithout(crowd: Crowd): Promise<Map<string, number>> {
  crowd.proxy.hold();
  try {
    return await watchesOf(crowd.cluster);
  } finally {
    crowd.proxy.mend();
  }
}

/** How late changes are seen by every page that should see them, beside one kubectl that sees them all. */
async function freshnessOf(
  { crowd, running, pods }: Stage,
  sessions: readonly Session[],
  ends: (() => void)[],
): Promise<Result> {
  const reference = new Sightings();
  ends.push(await watchByKubectl(crowd.kubectl, null, PODS, reference.see));
  const changes = new Changes(crowd.cluster);
  // Changes come as they do: some right after each other, some after a while.
  const gap = () => -Math.log(1 - Math.random()) * (1000 / PER_SECOND);
  const pairs: Pair[] = [];
  let cpu = 0;
  let sightings = 0;
  // The first round warms up.
  for (let round = -1; round < rounds(PAIRS); round += 1) {
    const used = cpuSecondsOf(running.pid);
    const made = await changes.make(CHANGES, pods, gap);
    const delays: number[] = [];
    for (const { project, seen } of sessions)
      delays.push(...(await seen.delays(made.filter(({ namespace }) => namespace === project))));
    const there = await reference.delays(made);
    if (round < 0) continue;
    cpu += cpuSecondsOf(running.pid) - used;
    sightings += delays.length;
    pairs.push({ ours: quantile(delays, 0.99), reference: quantile(there, 0.99) });
  }
  return paired(
    {
      metric: `7 freshness p99 on all of ${WHO}`,
      unit: 'ms',
      against: 'one kubectl get -w',
      goal: `≤ kubectl + ${MORE_MS} ms`,
      note: `${PER_SECOND} changes/s; ${Math.round(sightings / pairs.length)} sightings a pair, none missing, each for ${((cpu / sightings) * 1e6).toFixed(0)} µs of the console’s CPU`,
    },
    pairs,
    (_, all) => all.filter(({ ours, reference: by }) => ours <= by + MORE_MS).length * 2 > all.length,
  );
}

/** Nobody may see a row of a project that they have no right to, asked for or not. */
function rightsOf(sessions: readonly Session[]): Result {
  const foreign = sessions.reduce((sum, session) => sum + session.foreign, 0);
  const rows = sessions.reduce((sum, session) => sum + session.rows, 0);
  const refused = sessions.filter(({ other }) => other === 'resource.not_found').length;
  const wrong = foreign + sessions.length - refused;
  return single(
    {
      metric: `7 rows of projects without a right, on ${WHO}`,
      unit: '',
      goal: '0',
      note: `of ${rows} rows; each page also asked for the pods of another project, ${refused} were told that there is none`,
    },
    wrong,
    wrong === 0,
  );
}

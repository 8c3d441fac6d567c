import { openLive } from '@/lib/testing/live-client';
import { freePort } from '@/lib/testing/free-port';
import { Changes, Sightings } from '../lib/changes';
import { gatherCrowd, type Crowd } from '../lib/crowd';
import { metricsOf, waitFor } from '../lib/ground';
import { inspect } from '../lib/inspector';
import { watchByKubectl } from '../lib/kubectl-watch';
import { podRowsOf } from '../lib/pod-rows';
import { cpuSecondsOf, residentOf } from '../lib/process';
import { paired, single, type Result } from '../lib/result';
import { manyOf, rounds } from '../lib/rounds';
import { quantile, type Pair } from '../lib/stats';
import { mostOfOneKind, watchesOf } from '../lib/watches';

const PROJECTS = 20;
const SESSIONS = manyOf(500);
const PODS = 2000;
const PAIRS = 3;
const CHANGES = manyOf(1000);
const PER_SECOND = 50;
// A page is told ten times a second at most, so a change that follows another one waits that long.
const MORE_MS = 150;
const MOST_KB = 64;

/** One page that is open: what it saw, and what it should not have seen. */
interface Session {
  project: string;
  seen: Sightings;
  rows: number;
  /** Rows of pods that lie in another project than its person has a right to. */
  foreign: number;
  /** The answer to its asking for another project's pods. */
  refused: string | undefined;
  close: () => void;
}

/** Metric 7: five hundred pages of twenty projects, each of a person who may see that one. */
export async function watchFan(): Promise<Result[]> {
  const crowd = await gatherCrowd();
  const ends: (() => void)[] = [];
  try {
    const projects = Array.from({ length: PROJECTS }, (_, at) => `crowd-${at}`);
    const tokens: string[] = [];
    for (const project of projects) tokens.push(await crowd.openProject(project));
    const pods = await crowd.fill(PODS, projects);
    const placeOf = new Map(pods.map(({ namespace, name }) => [name, namespace]));
    const debugging = await freePort();
    const running = await crowd.start({ NODE_OPTIONS: `--inspect=127.0.0.1:${debugging}` });
    const inspector = await inspect(debugging);
    ends.push(inspector.close);
    const others = await watchesWithout(crowd);
    const port = Number(new URL(running.url).port);
    const openAll = async (count: number): Promise<Session[]> => {
      const sessions: Session[] = [];
      for (let number = 0; number < count; number += 1) {
        const at = number % PROJECTS;
        const [project = '', other = ''] = [projects[at], projects[(at + 1) % PROJECTS]];
        const session = await openSession({ port, token: tokens[at] ?? '' }, project, other, placeOf);
        ends.push(session.close);
        sessions.push(session);
      }
      await waitFor('every page', async () =>
        sessions.every(({ rows, refused }) => rows > 0 && refused) ? true : undefined,
      );
      return sessions;
    };
    // What is made once (code, caches, pools) belongs to nobody.
    for (const session of await openAll(PROJECTS)) session.close();
    await waitFor('them to leave', async () =>
      (await sockets(crowd, running.url)) === 0 ? true : undefined,
    );
    const memory = async () => ({ heap: await inspector.heapInUse(), resident: residentOf(running.pid) });
    const before = await memory();
    const sessions = await openAll(SESSIONS);
    const after = await memory();
    const watches = mostOfOneKind(others, await watchesOf(crowd.cluster));
    const reference = new Sightings();
    ends.push(await watchByKubectl(crowd.kubectl, null, PODS, reference.see));

    const changes = new Changes(crowd.cluster);
    const pairs: Pair[] = [];
    let cpu = 0;
    let seen = 0;
    for (let round = -1; round < rounds(PAIRS); round += 1) {
      const used = cpuSecondsOf(running.pid);
      const gap = () => -Math.log(1 - Math.random()) * (1000 / PER_SECOND);
      const made = await changes.make(CHANGES, pods, gap);
      const delays: number[] = [];
      for (const { project, seen: page } of sessions)
        delays.push(...(await page.delays(made.filter(({ namespace }) => namespace === project))));
      const there = await reference.delays(made);
      if (round < 0) continue;
      cpu += cpuSecondsOf(running.pid) - used;
      seen += delays.length;
      pairs.push({ ours: quantile(delays, 0.99), reference: quantile(there, 0.99) });
    }
    const foreign = sessions.reduce((sum, session) => sum + session.foreign, 0);
    const wrongly = sessions.filter(({ refused }) => refused !== 'resource.not_found').length;
    const each = (kind: keyof typeof before) => (after[kind] - before[kind]) / SESSIONS / 1000;
    const who = `${SESSIONS} pages of ${PROJECTS} projects`;
    return [
      single(
        {
          metric: `7 upstream watches of one kind for ${who}`,
          unit: '',
          goal: '1',
          note: `of each of ${watches.kinds} kinds, counted by the API server with the console and without it`,
        },
        watches.most,
        watches.most === 1,
      ),
      paired(
        {
          metric: `7 freshness p99 on all of ${who}`,
          unit: 'ms',
          against: 'one kubectl get -w',
          goal: `≤ kubectl + ${MORE_MS} ms`,
          note: `${PER_SECOND} changes/s, ${seen / pairs.length} sightings a pair, none missing; ${((cpu / seen) * 1e6).toFixed(0)} µs of the console’s CPU each`,
        },
        pairs,
        (_, all) => all.filter(({ ours, reference: by }) => ours <= by + MORE_MS).length * 2 > all.length,
      ),
      single(
        {
          metric: `7 memory of one of ${who}`,
          unit: 'kB',
          goal: `≤ ${MOST_KB}`,
          note: `resident; heap ${each('heap').toFixed(0)} kB after a collection`,
        },
        each('resident'),
        each('resident') <= MOST_KB,
      ),
      single(
        {
          metric: `7 rows of projects without a right, on ${who}`,
          unit: '',
          goal: '0',
          note: `${sessions.reduce((sum, { rows }) => sum + rows, 0)} rows looked at; each page asked for another project as well, ${SESSIONS - wrongly} got 404`,
        },
        foreign + wrongly,
        foreign + wrongly === 0,
      ),
    ];
  } finally {
    for (const end of ends) end();
    await crowd.close();
  }
}

async function openSession(
  where: { port: number; token: string },
  project: string,
  other: string,
  placeOf: ReadonlyMap<string, string>,
): Promise<Session> {
  const session: Session = {
    project,
    seen: new Sightings(),
    rows: 0,
    foreign: 0,
    refused: undefined,
    close: () => socket.terminate(),
  };
  const topics = {
    own: { topic: 'pods', project },
    other: { topic: 'pods', project: other },
    reachability: { topic: 'reachability' },
  } as const;
  const socket = await openLive(where, topics, (answer) => {
    if (answer.id === 'other' && !session.refused)
      session.refused = 'error' in answer ? answer.error.code : 'shown';
    for (const { name, restarts } of podRowsOf(answer)) {
      session.rows += 1;
      if (placeOf.get(name) !== project) session.foreign += 1;
      session.seen.see(name, restarts);
    }
  });
  return session;
}

async function sockets(crowd: Crowd, url: string): Promise<number> {
  const { berth_sockets: open = 0 } = await metricsOf(url, crowd.token);
  return open;
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

import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Agent, request } from 'undici';
import { readKubeconfig } from '@/lib/kube/kubeconfig';
import type { OwnConsole } from '@/lib/testing/own-console';
import { gatherCrowd, type Crowd } from '../lib/crowd';
import { waitFor, type Ground } from '../lib/ground';
import { residentOf } from '../lib/process';
import { manyOf, rounds } from '../lib/rounds';
import { paired, single, type Result } from '../lib/result';
import { inPairs } from '../lib/stats';

const SOME = manyOf(10_000);
const MANY = manyOf(50_000);
const ROWS = 100;
const MOST_BYTES = 60_000;
const MOST_MEMORY = 400_000_000;
const MOST_BLOCKED_MS = 100;

/** Metrics 8, 9 and 10 as far as they are about many pods: their page, what they weigh, and a list of 50,000. */
export async function manyPods(ground: Ground): Promise<Result[]> {
  const crowd = await gatherCrowd();
  try {
    await crowd.fill(SOME);
    const { running } = await listed(crowd, SOME);
    const page = await firstPage(ground, crowd, running);
    const memory = residentOf(running.pid);
    await crowd.fill(MANY);
    const { blocked, idle, seconds } = await listed(crowd, MANY);
    return [
      ...page,
      single(
        {
          metric: `10 memory with ${SOME} pods`,
          unit: 'MB',
          goal: `< ${MOST_MEMORY / 1e6}`,
          note: 'after its first pages',
        },
        memory / 1e6,
        memory < MOST_MEMORY,
      ),
      single(
        {
          metric: `9 longest block of the event loop while ${MANY} pods are listed`,
          unit: 'ms',
          goal: `≤ ${MOST_BLOCKED_MS}`,
          note: `all known after ${seconds.toFixed(1)} s; this bench’s own process, which only waited: ${idle.toFixed(0)} ms`,
        },
        blocked,
        blocked <= MOST_BLOCKED_MS,
      ),
    ];
  } finally {
    await crowd.close();
  }
}

/** Starts a console that can't reach the API server until it has settled, then lets it list; tells how long its loop was blocked at most. */
async function listed(
  crowd: Crowd,
  pods: number,
): Promise<{ running: OwnConsole; blocked: number; idle: number; seconds: number }> {
  crowd.proxy.hold();
  const running = await crowd.start();
  const blockedSince = async () => longestBlock(running.url, crowd.token);
  await waitFor('the console to settle', async () =>
    (await blockedSince()) < MOST_BLOCKED_MS / 2 ? true : undefined,
  );
  let blocked = 0;
  // What the machine does to a process that does nothing: the console can't be better.
  const own = monitorEventLoopDelay({ resolution: 20 });
  own.enable();
  const begun = performance.now();
  crowd.proxy.mend();
  await waitFor('all pods to be known', async () => {
    const known = await crowd.known();
    blocked = Math.max(blocked, await blockedSince());
    return known === pods ? true : undefined;
  });
  own.disable();
  return { running, blocked, idle: own.max / 1e6, seconds: (performance.now() - begun) / 1000 };
}

/** The longest delay of the console's event loop since it was last asked, in ms. */
async function longestBlock(url: string, token: string): Promise<number> {
  const response = await fetch(`${url}/api/metrics`, { headers: { authorization: `Bearer ${token}` } });
  const found = /^nodejs_eventloop_lag_seconds\{quantile="1"\} (\S+)$/m.exec(await response.text());
  return Number(found?.[1] ?? NaN) * 1000;
}

async function firstPage(ground: Ground, crowd: Crowd, running: OwnConsole): Promise<Result[]> {
  const { server, ca, cert, key } = readKubeconfig(
    readFileSync(crowd.adminKubeconfig, 'utf8'),
    dirname(crowd.adminKubeconfig),
  );
  const agent = new Agent({ connect: { ca, cert, key } });
  const firstByte = async (url: string, headers: Record<string, string>): Promise<number> => {
    const begun = performance.now();
    const { body, statusCode } = await request(url, { headers, dispatcher: agent });
    const first = performance.now() - begun;
    await body.dump({ limit: Infinity });
    if (statusCode !== 200) throw new Error(`${url}: ${statusCode}`);
    return first;
  };
  const ours = `${running.url}/api/v1/projects/${crowd.project}/pods?limit=${ROWS}`;
  const authorization = { authorization: `Bearer ${crowd.token}` };
  const pairs = await inPairs(
    rounds(20),
    () => firstByte(ours, authorization),
    () =>
      firstByte(`${server}/api/v1/namespaces/${crowd.project}/pods?limit=${ROWS}&includeObject=None`, {
        accept: 'application/json;as=Table;v=v1;g=meta.k8s.io',
      }),
    3,
  );
  const bytes = (await (await fetch(ours, { headers: authorization })).arrayBuffer()).byteLength;
  const kubectl = `${crowd.kubectl} -n ${crowd.project}`;
  const asTable = await seconds(ground, `${kubectl} get pods`);
  const asJson = await seconds(ground, `${kubectl} get pods -o json`);
  await agent.close();
  return [
    single(
      {
        metric: `8 first ${ROWS} of ${SOME} pods, size`,
        unit: 'kB',
        goal: `≤ ${MOST_BYTES / 1000}`,
        note: 'before compression',
      },
      bytes / 1000,
      bytes <= MOST_BYTES,
    ),
    paired(
      {
        metric: `8 first ${ROWS} of ${SOME} pods, first byte`,
        unit: 'ms',
        against: `the API server’s Table of ${ROWS} without objects`,
        goal: '≤ 2',
        note: `all of them by kubectl get: ${asTable.toFixed(1)} s, -o json: ${asJson.toFixed(1)} s`,
      },
      pairs,
      (ratio) => ratio <= 2,
    ),
  ];
}

async function seconds(ground: Ground, line: string): Promise<number> {
  const begun = performance.now();
  await ground.shell(`${line} >/dev/null && echo 0`);
  return (performance.now() - begun) / 1000;
}

import { memoryOf, waitFor, type Ground } from '../lib/ground';
import { single, type Result } from '../lib/result';

interface Fanned {
  delay: { count: number; p50: number; p99: number };
  broken: number;
}

const VIEWERS = 1000;
const STALLED = 10;
const RATE = 10;

/** Metric 3: a thousand viewers of one container, ten of whom read nothing. */
export async function logFan(ground: Ground): Promise<Result[]> {
  const pod = await ground.deploy('fan', ['/tool', 'ticks', `-rate=${RATE}`]);
  const url = `${ground.url}/api/v1/projects/${ground.project}/pods/${pod}/logs?follow=1&tail=0`;
  // Nobody may have more than fifty streams at a time.
  const tokens = await ground.viewers(Math.ceil((VIEWERS + STALLED) / 45));
  const fan = (viewers: number, stalled: number) =>
    ground.shell<Fanned>(
      `${ground.tool} fan -url '${url}' -tokens ${tokens.join(',')} -viewers ${viewers} -stalled ${stalled} -seconds 10`,
    );
  const none = await upstreams(ground);
  const one = await fan(1, 0);
  const before = memoryOf(ground.console);
  const many = fan(VIEWERS, STALLED);
  let most = 0;
  let streams = 0;
  const watching = setInterval(() => {
    most = Math.max(most, memoryOf(ground.console));
    void upstreams(ground).then((count) => (streams = Math.max(streams, count)));
  }, 500);
  const all = await many.finally(() => clearInterval(watching));
  await ground.remove('fan');
  await waitFor('the streams to end', async () => ((await upstreams(ground)) <= none ? true : undefined));
  const each = (most - before) / (VIEWERS + STALLED);
  return [
    single(
      { metric: `3 upstream streams of ${VIEWERS} viewers`, unit: '', goal: '1' },
      streams - none,
      streams - none === 1,
    ),
    single({ metric: `3 memory of a viewer`, unit: 'kB', goal: '≤ 64' }, each / 1000, each <= 64_000),
    single(
      {
        metric: `3 log delay p99 of ${VIEWERS} viewers, ${STALLED} stalled`,
        unit: 'ms',
        against: 'one viewer',
        goal: '≤ 1.1',
        note: `${RATE} lines/s; broken off: ${all.broken}; all readers share the machine's cores with the console`,
      },
      all.delay.p99,
      all.delay.p99 <= 1.1 * one.delay.p99 && all.broken === 0,
      one.delay.p99,
    ),
  ];
}

/** How many log streams the API server has open. */
async function upstreams(ground: Ground): Promise<number> {
  const { count } = await ground.shell<{ count: number }>(
    `${ground.kubectl} get --raw /metrics | awk '/^apiserver_longrunning_requests.*subresource="log"/ {n += $NF} END {print "{\\"count\\":" n+0 "}"}'`,
  );
  return count;
}

import type { Ground } from '../lib/ground';
import { paired, type Result } from '../lib/result';
import { inPairs } from '../lib/stats';

interface Spread {
  p50: number;
  p99: number;
}

const RATE = 1000;
const PAIRS = 10;
const MORE_MS = 25;

/** Metric 2: how old a line is when it comes, at 1,000 lines a second. */
export async function logDelay(ground: Ground): Promise<Result[]> {
  const pod = await ground.deploy('ticks', ['/tool', 'ticks', `-rate=${RATE}`]);
  const path = `${ground.url}/api/v1/projects/${ground.project}/pods/${pod}/logs?follow=1&tail=0`;
  const p50: { ours: number; reference: number }[] = [];
  const last = { ours: 0, reference: 0 };
  const read = (who: 'ours' | 'reference', line: string) => async () => {
    const spread = await ground.shell<Spread>(`timeout 15 ${line} | ${ground.tool} delay -seconds 6`);
    last[who] = spread.p50;
    return spread.p99;
  };
  const pairs = await inPairs(
    PAIRS,
    read('ours', `curl -sN -H 'Authorization: Bearer ${ground.token}' '${path}'`),
    read('reference', `${ground.kubectl} logs -f --tail=0 ${pod}`),
  );
  p50.push({ ...last });
  await ground.remove('ticks');
  return [
    paired(
      {
        metric: `2 log delay p99 at ${RATE} lines/s`,
        unit: 'ms',
        against: 'kubectl logs -f',
        goal: `≤ kubectl + ${MORE_MS} ms`,
        note: `p50 of the last pair: ${last.ours.toFixed(2)} and ${last.reference.toFixed(2)} ms`,
      },
      pairs,
      (_, all) => all.filter((pair) => pair.ours <= pair.reference + MORE_MS).length * 2 > all.length,
    ),
  ];
}

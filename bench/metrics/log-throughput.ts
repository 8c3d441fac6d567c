import { createHash } from 'node:crypto';
import { waitFor, type Ground } from '../lib/ground';
import { paired, single, type Result } from '../lib/result';
import { inPairs, median } from '../lib/stats';

interface Sunk {
  lines: number;
  sha256: string;
  last: number;
}

const LINES = Number(process.env['BERTH_BENCH_LINES'] ?? 1_000_000);
const SIZE = 100;
const PAIRS = 10;
const VIEWERS = 10;

/** Metric 1: a log that waits in its file, read by one viewer, by ten together, and by one who comes late. */
export async function logThroughput(ground: Ground): Promise<Result[]> {
  const pod = await ground.deploy('lines', ['/tool', 'lines', `-count=${LINES}`, `-size=${SIZE}`]);
  const wanted = contentHash();
  const path = `${ground.url}/api/v1/projects/${ground.project}/pods/${pod}/logs`;
  const curl = (query: string) => `curl -sN -H 'Authorization: Bearer ${ground.token}' '${path}${query}'`;
  const kubectl = (more = '') => `${ground.kubectl} logs ${more} ${pod}`;
  const sink = `${ground.tool} sink -lines ${LINES}`;
  await waitFor('the log to be written', async () => {
    const { lines } = await ground.shell<Sunk>(`${kubectl()} | ${ground.tool} sink`);
    return lines === LINES ? true : undefined;
  });

  let wrong = 0;
  const timed = (line: string) => async () => {
    const begun = process.hrtime.bigint();
    const sunk = await ground.shell<Sunk>(`${line} | ${sink}`);
    if (sunk.sha256 !== wanted) wrong += 1;
    return Number(BigInt(sunk.last) - begun) / 1e9;
  };
  const one = await inPairs(PAIRS, timed(curl('')), timed(kubectl()));

  const together = async (line: string) => {
    const all = await Promise.all(Array.from({ length: VIEWERS }, timed(line)));
    return Math.max(...all);
  };
  const follow = curl('?follow=1');
  const ten = await inPairs(3, () => together(follow), timed(follow), 0);
  const tenKubectl = await inPairs(3, () => together(kubectl('-f')), timed(kubectl('-f')), 0);
  const late = await lateViewer(ground, curl, kubectl);
  await ground.remove('lines');

  const seconds = { unit: 's' };
  return [
    paired(
      {
        ...seconds,
        metric: `1 log throughput, ${LINES.toLocaleString('en')} lines`,
        against: 'kubectl logs',
        goal: '≥ 0.95 × its speed: ratio of times ≤ 1.05',
      },
      one,
      (ratio) => ratio <= 1 / 0.95,
    ),
    paired(
      {
        ...seconds,
        metric: `1 log throughput, ${VIEWERS} viewers together`,
        against: 'one viewer, following',
        goal: '≤ 1.3',
        note: `ten kubectl logs -f beside one: ${median(tenKubectl.map((pair) => pair.ours / pair.reference)).toFixed(2)}`,
      },
      ten,
      (ratio) => ratio <= 1.3,
    ),
    late,
    single({ metric: '1 log content, SHA-256 differs', unit: 'reads', goal: '0' }, wrong, wrong === 0),
  ];
}

/** The last 10,000 lines while somebody else already follows. */
async function lateViewer(
  ground: Ground,
  curl: (query: string) => string,
  kubectl: (more?: string) => string,
): Promise<Result> {
  const tail = 10_000;
  const first = ground
    .shell<Sunk>(`${curl('?follow=1')} | ${ground.tool} sink -lines ${LINES + 1}`)
    .catch(() => null);
  const timed = (line: string) => async () => {
    const begun = process.hrtime.bigint();
    const sunk = await ground.shell<Sunk>(`${line} | ${ground.tool} sink -lines ${tail}`);
    return Number(BigInt(sunk.last) - begun) / 1e6;
  };
  const pairs = await inPairs(10, timed(curl(`?follow=1&tail=${tail}`)), timed(kubectl(`-f --tail=${tail}`)));
  void first;
  return paired(
    {
      metric: '1 log of a late viewer, last 10,000 lines',
      unit: 'ms',
      against: 'kubectl logs -f --tail',
      goal: '≤ 1',
    },
    pairs,
    (ratio) => ratio <= 1,
  );
}

/** What the tool writes, hashed: bench/tool/write.go says the same. */
function contentHash(): string {
  const filler = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-äöü-';
  const tail = Array.from(filler.repeat(2))
    .slice(0, SIZE - 13)
    .join('');
  const hash = createHash('sha256');
  for (let number = 0; number < LINES; number += 1)
    hash.update(`${String(number).padStart(12, '0')} ${tail}\n`);
  return hash.digest('hex');
}

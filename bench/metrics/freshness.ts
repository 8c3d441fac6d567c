import { openLive } from '@/lib/testing/live-client';
import { Changes, Sightings } from '../lib/changes';
import { gatherCrowd } from '../lib/crowd';
import { waitFor } from '../lib/ground';
import { watchByKubectl } from '../lib/kubectl-watch';
import { podRowsOf } from '../lib/pod-rows';
import { paired, type Result } from '../lib/result';
import { manyOf, rounds } from '../lib/rounds';
import { interval, median, quantile, type Pair } from '../lib/stats';

const PODS = manyOf(1000);
/** The first page, on which all changes happen. */
const SHOWN = 100;
const PAIRS = 10;
const CHANGES = 100;
/** A page is told ten times a second at most (docs/adr/0019): further apart than that. */
const GAP_MS = { least: 150, spread: 200 };
const MORE_MS = 50;

/** Metric 6: a change of a pod, until it is on a page's connection and in the output of `kubectl get -w`; both see the same changes. */
export async function freshness(): Promise<Result[]> {
  const crowd = await gatherCrowd();
  let leave = () => {};
  try {
    const pods = await crowd.fill(PODS);
    const { url } = await crowd.start();
    const ours = new Sightings();
    const reference = new Sightings();
    let shown = 0;
    const socket = await openLive(
      { port: Number(new URL(url).port), token: crowd.token },
      { pods: { topic: 'pods', project: crowd.project } },
      (answer) => {
        for (const row of podRowsOf(answer)) {
          ours.see(row.name, row.restarts);
          shown += 1;
        }
      },
    );
    leave = () => socket.terminate();
    const page = Math.min(SHOWN, PODS);
    await waitFor('the page', async () => (shown >= page ? true : undefined));
    const end = await watchByKubectl(crowd.kubectl, crowd.project, PODS, reference.see);
    leave = () => {
      socket.terminate();
      end();
    };
    const changes = new Changes(crowd.cluster);
    const p50: Pair[] = [];
    const p99: Pair[] = [];
    // The first round warms up.
    for (let round = -1; round < rounds(PAIRS); round += 1) {
      const gap = () => GAP_MS.least + Math.random() * GAP_MS.spread;
      const made = await changes.make(CHANGES, pods.slice(0, page), gap);
      const [here, there] = [await ours.delays(made), await reference.delays(made)];
      if (round < 0) continue;
      p50.push({ ours: median(here), reference: median(there) });
      p99.push({ ours: quantile(here, 0.99), reference: quantile(there, 0.99) });
    }
    return [result('p50', p50), result('p99', p99)];
  } finally {
    leave();
    await crowd.close();
  }
}

function result(what: string, pairs: readonly Pair[]): Result {
  const later = pairs.map(({ ours, reference }) => ours - reference);
  const [low, high] = interval(later);
  return paired(
    {
      metric: `6 freshness ${what}, a change of 1 of ${PODS} pods`,
      unit: 'ms',
      against: 'kubectl get -w',
      goal: `≤ kubectl + ${MORE_MS} ms`,
      note: `later than kubectl by ${median(later).toFixed(1)} ms [${low.toFixed(1)} to ${high.toFixed(1)}]; from the sending of the change, ${CHANGES} changes a pair, 150 to 350 ms apart`,
    },
    pairs,
    () => median(later) <= MORE_MS,
  );
}

// `npm run soak [-- --minutes 20] [--visitors 2] [--out docs]`: what becomes of a console that is used without a pause.
import '@/lib/testing/setup';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Churn } from './churn';
import { openPlace } from './place';
import { publish } from './report';
import { take, type Sample } from './samples';

const EVERY_S = 15;
/** Nearly 50 kB a second: what the console keeps of a log in memory is full after three minutes. */
const CHATTER = `trap exit TERM; while true; do yes "$(seq -s ' ' 35)" | head -n 100; sleep 0.2 & wait; done`;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '20' },
    visitors: { type: 'string', default: '2' },
    out: { type: 'string', default: 'docs' },
  },
});
const seconds = Number(values.minutes) * 60;
const visitors = Number(values.visitors);
if (!(seconds > 0) || !Number.isInteger(visitors) || visitors < 1) {
  process.stderr.write('--minutes must be a number above 0, --visitors a whole one\n');
  process.exit(2);
}

const place = await openPlace(CHATTER);
const samples: Sample[] = [];
try {
  const churn = new Churn(place);
  const over = new AbortController();
  const busy = churn.until(over.signal, visitors);
  const begun = performance.now();
  const passed = () => (performance.now() - begun) / 1000;
  while (passed() < seconds) {
    await pause(Math.min(EVERY_S, seconds - passed()) * 1000);
    const sample = await take(place, passed(), churn.done);
    samples.push(sample);
    const { heap, resident, descriptors, done } = sample;
    const mb = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
    process.stdout.write(
      `${sample.seconds.toFixed(0)} s: heap ${mb(heap)}, resident ${mb(resident)}, ${descriptors} descriptors, ${done.cycles} visits, ${done.apps} apps, ${churn.failures} failed\n`,
    );
  }
  over.abort();
  await busy;
  const command = `npm run soak -- --minutes ${values.minutes} --visitors ${visitors}`;
  const table = publish({ command, settled: seconds / 4, samples, churn }, values.out);
  process.stdout.write(`\n${table}\n${churn.failed.join('\n')}\n`);
} finally {
  await place.close();
}
// What watched the cluster in this process has no end of its own.
process.exit(0);

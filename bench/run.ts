// `npm run bench [-- METRIC …]`: measures the console that `npm run up` started beside kubectl and bare programs,
// prints the table, and writes bench/results.json and docs/bench.md.
import { makeGround, type Ground } from './lib/ground';
import { publish, table } from './lib/report';
import type { Result } from './lib/result';
import { makeTool } from './lib/tool';
import { deploy } from './metrics/deploy';
import { freshness } from './metrics/freshness';
import { idleMemory } from './metrics/idle-memory';
import { logDelay } from './metrics/log-delay';
import { logFan } from './metrics/log-fan';
import { logThroughput } from './metrics/log-throughput';
import { manyPods } from './metrics/many-pods';
import { pageWeight } from './metrics/page-weight';
import { shellEcho } from './metrics/shell-echo';
import { shellFlood } from './metrics/shell-flood';
import { watchFan } from './metrics/watch-fan';

const metrics: Record<string, (ground: Ground) => Promise<Result[]>> = {
  'log-throughput': logThroughput,
  'log-delay': logDelay,
  'log-fan': logFan,
  'shell-echo': shellEcho,
  'shell-flood': shellFlood,
  freshness,
  'watch-fan': watchFan,
  'many-pods': manyPods,
  'idle-memory': idleMemory,
  'page-weight': pageWeight,
  deploy,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in metrics));
if (unknown.length > 0) {
  process.stderr.write(`There is no metric ${unknown.join(', ')}: ${Object.keys(metrics).join(', ')}\n`);
  process.exit(2);
}

const ground = await makeGround(await makeTool());
const results: Result[] = [];
try {
  for (const [name, measure] of Object.entries(metrics)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const begun = performance.now();
    results.push(...(await measure(ground)));
    process.stdout.write(`${name}: ${((performance.now() - begun) / 1000).toFixed(0)} s\n`);
    publish(results);
  }
} finally {
  await ground.leave();
}
process.stdout.write(`\n${table(results)}\n`);

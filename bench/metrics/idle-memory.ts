import { setTimeout as pause } from 'node:timers/promises';
import { emptyDatabase } from '@/lib/testing/own-database';
import { startConsole } from '@/lib/testing/own-console';
import { startBare } from '../lib/bare';
import { environmentBeside } from '../lib/environment';
import { memoryOf } from '../lib/process';
import { single, type Result } from '../lib/result';

const MOST = 1.3;
const PAGES = 20;

/** Metric 10: what a console that has just been started and looked at weighs at rest, beside a Next server with nothing in it. */
export async function idleMemory(): Promise<Result[]> {
  const environment = environmentBeside();
  const database = await emptyDatabase();
  const own = await startConsole({ ...environment, DATABASE_URL: database.url });
  try {
    const bare = await startBare();
    try {
      for (const url of [`${own.url}/login`, bare.url]) {
        for (let page = 0; page < PAGES; page += 1) await (await fetch(url)).text();
      }
      // At rest is what it is after a minute: collections of garbage come late.
      await pause(Number(process.env['BERTH_BENCH_REST_MS'] ?? 60_000));
      const ours = memoryOf(own.pid) / 1e6;
      const reference = memoryOf(bare.pid) / 1e6;
      return [
        single(
          {
            metric: '10 memory at rest',
            unit: 'MB',
            against: 'a bare Next server',
            goal: `≤ ${MOST}`,
            note: `a minute after ${PAGES} pages; the rig’s cluster is watched meanwhile`,
          },
          ours,
          ours <= MOST * reference,
          reference,
        ),
      ];
    } finally {
      bare.stop();
    }
  } finally {
    await own.stop();
    await database.drop();
  }
}

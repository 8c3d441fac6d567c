import { spawn } from 'node:child_process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePort } from '@/lib/testing/free-port';
import { waitFor } from '@/lib/testing/wait-for';
import { inspect, type Inspector } from './inspector';

const MB = 1024 * 1024;
// Each line that comes in keeps eight megabytes more, or makes as much garbage.
const PROGRAM = `
  const kept = [];
  const make = () => Array.from({ length: 1024 * 1024 }, (_, at) => at + 0.5);
  process.stdin.on('data', (word) => {
    if (String(word).startsWith('keep')) kept.push(make()); else make();
    process.stdout.write('done');
  });
`;

let inspector: Inspector;
let child: ReturnType<typeof start>;

function start(port: number) {
  return spawn(process.execPath, [`--inspect=127.0.0.1:${port}`, '-e', PROGRAM], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
}

async function tell(word: string): Promise<void> {
  const done = new Promise((resolve) => {
    child.stdout.once('data', resolve);
  });
  child.stdin.write(word);
  await done;
}

beforeAll(async () => {
  const port = await freePort();
  child = start(port);
  inspector = await waitFor('the inspector', () => inspect(port));
});

afterAll(() => {
  inspector.close();
  child.kill();
});

it('tells what is in use, without garbage', async () => {
  const before = await inspector.heapInUse();
  for (let number = 0; number < 5; number += 1) await tell('waste');
  expect((await inspector.heapInUse()) - before).toBeLessThan(MB);
  for (let number = 0; number < 5; number += 1) await tell('keep');
  expect((await inspector.heapInUse()) - before).toBeGreaterThan(39 * MB);
});

import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

/** Runs a program that has the policy, and a listener like Next's, which only logs. */
function run(program: string) {
  const text = `
    import { endOnUncaught } from './lib/observability/uncaught.ts';
    process.on('uncaughtException', () => undefined);
    endOnUncaught();
    ${program}`;
  const args = ['--import', 'tsx', '--input-type=module', '--eval', text];
  return spawnSync(process.execPath, args, { encoding: 'utf8' });
}

it('an uncaught exception ends the process, and its log says why', () => {
  const { status, stderr } = run(
    `setTimeout(() => { throw new Error('half done'); }, 1); setTimeout(() => process.exit(0), 10_000);`,
  );
  expect(status).toBe(1);
  expect(stderr).toContain('uncaught exception');
  expect(stderr).toContain('half done');
});

it('a rejection that nobody waited for does not', () => {
  const { status, stderr } = run(
    `void Promise.reject(new Error('missed')); setTimeout(() => process.exit(7), 50);`,
  );
  expect(status).toBe(7);
  expect(stderr).toContain('missed');
});

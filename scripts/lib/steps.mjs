// Runs named steps one after the other, tells how long each took, and adds up what passed and failed.
import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Sums over all steps so far.
 * @type {{ passed: number, failed: number, skipped: number, steps: { name: string, took: number, ok: boolean }[], slow: { name: string, took: number }[] }}
 */
const totals = { passed: 0, failed: 0, skipped: 0, steps: [], slow: [] };

const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/** Runs a command with the terminal's output; resolves to its exit code. */
function run(command, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
    });
    child.on('error', (error) => {
      console.error(error.message);
      resolve(127);
    });
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

async function timed(name, work) {
  console.log(`\n── ${name}`);
  const started = Date.now();
  const ok = await work();
  const took = Date.now() - started;
  totals.steps.push({ name, took, ok });
  console.log(`── ${name}: ${ok ? 'ok' : 'FAILED'} in ${seconds(took)}`);
  return ok;
}

/** A step that counts as one check. */
export async function step(name, command, args, env) {
  const ok = await timed(name, async () => (await run(command, args, env)) === 0);
  if (ok) totals.passed += 1;
  else totals.failed += 1;
  return ok;
}

/** A step that must work but is no check of its own, e.g. an installation. */
export async function prepare(name, command, args, env) {
  const ok = await timed(name, async () => (await run(command, args, env)) === 0);
  if (!ok) totals.failed += 1;
  return ok;
}

/** A suite of tests: `reporterArgs` makes it write JSON into a file that `read` turns into counts. */
async function suite(name, args, env, read) {
  const file = join(tmpdir(), `berth-${process.pid}-${name.replace(/\W/g, '-')}.json`);
  const ok = await timed(name, async () => {
    const code = await run('npx', args(file), env(file));
    let counts;
    try {
      counts = read(JSON.parse(readFileSync(file, 'utf8')));
    } catch {
      counts = { passed: 0, failed: 1, skipped: 0, slow: [] };
    }
    rmSync(file, { force: true });
    // A runner that fails outside its tests (a broken file, an unhandled error) still is a failure.
    if (code !== 0 && counts.failed === 0) counts.failed = 1;
    totals.passed += counts.passed;
    totals.failed += counts.failed;
    totals.skipped += counts.skipped;
    totals.slow.push(...counts.slow);
    return counts.failed === 0;
  });
  return ok;
}

/** A vitest project. */
export function vitest(project) {
  return suite(
    project,
    (file) => [
      'vitest',
      'run',
      '--project',
      project,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ],
    () => ({}),
    (report) => ({
      passed: report.numPassedTests,
      failed: report.numFailedTests + (report.numFailedTests === 0 ? report.numFailedTestSuites : 0),
      skipped: report.numPendingTests + report.numTodoTests,
      slow: report.testResults.flatMap((file) =>
        file.assertionResults.map((test) => ({
          name: `${project}: ${test.fullName}`,
          took: test.duration ?? 0,
        })),
      ),
    }),
  );
}

/** The Playwright suite. */
export function playwright() {
  return suite(
    'e2e',
    () => ['playwright', 'test', '--reporter=list,json'],
    (file) => ({ PLAYWRIGHT_JSON_OUTPUT_NAME: file }),
    (report) => ({
      passed: report.stats.expected,
      failed: report.stats.unexpected + report.stats.flaky,
      skipped: report.stats.skipped,
      slow: specsOf(report.suites).map((spec) => ({
        name: `e2e: ${spec.title}`,
        took: spec.tests.flatMap((test) => test.results).reduce((sum, result) => sum + result.duration, 0),
      })),
    }),
  );
}

function specsOf(suites = []) {
  return suites.flatMap((one) => [...(one.specs ?? []), ...specsOf(one.suites)]);
}

/** Prints the steps, the slowest tests and the closing line; returns the exit code. */
export function finish() {
  console.log('\nSteps:');
  for (const { name, took, ok } of totals.steps)
    console.log(`  ${seconds(took).padStart(9)}  ${ok ? 'ok    ' : 'FAILED'}  ${name}`);
  const slow = totals.slow.toSorted((a, b) => b.took - a.took).slice(0, 10);
  if (slow.length > 0) console.log('Slowest tests:');
  for (const { name, took } of slow) console.log(`  ${seconds(took).padStart(9)}  ${name}`);
  const { passed, failed, skipped } = totals;
  console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  return failed === 0 ? 0 : 1;
}

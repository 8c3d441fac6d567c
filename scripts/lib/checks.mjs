import { step, vitest } from './steps.mjs';

// What did not change since the last run is not looked at again.
const TYPES = 'node_modules/.cache/tsc/tsconfig.tsbuildinfo';

/** Everything that needs no cluster: format, lint, types, layer rules, dead code, unit tests. */
export async function runChecks() {
  await step('generate', process.execPath, ['scripts/generate.mjs']);
  await step('format', 'npx', ['prettier', '--check', '--cache', '--log-level', 'warn', '.']);
  await step('lint', 'npx', ['oxlint', '--type-aware', '--deny-warnings']);
  await step('types', 'npx', ['tsc', '--noEmit', '--incremental', '--tsBuildInfoFile', TYPES]);
  await step('layers', 'npm', ['run', '-s', 'layers']);
  await step('dead code', 'npx', ['knip']);
  await vitest('unit');
}

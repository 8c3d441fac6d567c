// Generates the Prisma client into lib/db/generated. Needs no network: the schema engine, which generation
// never calls, is named so that Prisma does not try to fetch it.
import { spawnSync } from 'node:child_process';

const result = spawnSync(process.execPath, ['node_modules/prisma/build/index.js', 'generate', '--no-hints'], {
  stdio: 'inherit',
  env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1' },
});
process.exit(result.status ?? 1);

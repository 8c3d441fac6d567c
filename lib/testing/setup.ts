import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { statePaths } from '../../scripts/lib/state.mjs';

// Integration tests run in the environment of the console that `npm run up` started.
const file = statePaths().consoleEnv;
if (!existsSync(file)) {
  throw new Error(
    `${file} is not there: start the rig with "npm run up" (or "npm run up -- --cluster-only") first`,
  );
}
for (const [key, value] of Object.entries(parseEnv(readFileSync(file, 'utf8')))) {
  process.env[key] ??= value;
}
// vitest says "test"; what differs between production and development is not what these tests look at.
process.env['NEXTAUTH_URL'] ??= process.env['BERTH_URL'];

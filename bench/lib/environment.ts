import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { statePaths } from '../../scripts/lib/state.mjs';

/** The running console's environment, for another one beside it: without its port and address. */
export function environmentBeside(): Record<string, string> {
  const { PORT: _port, BERTH_URL: _url, ...rest } = parseEnv(readFileSync(statePaths().consoleEnv, 'utf8'));
  // Databases are made beside the console's.
  process.env['DATABASE_URL'] ??= rest['DATABASE_URL'];
  return rest as Record<string, string>;
}

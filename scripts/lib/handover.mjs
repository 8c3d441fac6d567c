// Hands over from the bootstrap to the rig's TypeScript.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { checkout } from './state.mjs';

/** Runs a file of `cluster/` with tsx, and ends as it ends. */
export function handOver(file, args) {
  const tsx = join(checkout, 'node_modules', 'tsx', 'dist', 'cli.mjs');
  const child = spawn(process.execPath, [tsx, join(checkout, 'cluster', file), ...args], {
    cwd: checkout,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => child.kill(name));
  child.on('error', (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  });
  child.on('close', (code, signal) => process.exit(code ?? (signal ? 130 : 1)));
}

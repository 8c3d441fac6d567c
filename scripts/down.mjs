// npm run down [-- --purge]: stops everything that `npm run up` started.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { handOver } from './lib/handover.mjs';
import { install } from './lib/npm.mjs';
import { checkout } from './lib/state.mjs';

if (!existsSync(join(checkout, 'node_modules', 'tsx'))) {
  const problem = install();
  if (problem !== undefined) {
    process.stderr.write(`The npm packages that this needs could not be installed:\n${problem}\n`);
    process.exit(1);
  }
}
handOver('down.ts', process.argv.slice(2));

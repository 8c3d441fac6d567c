// `npm run check`: what can be checked without a cluster, in about a minute.
import { runChecks } from './lib/checks.mjs';
import { finish } from './lib/steps.mjs';

await runChecks();
process.exit(finish());

// `npm test`: everything, from a fresh clone: packages, checks, the rig, integration and end-to-end tests.
// Plain Node: it runs before anything is installed.
import { installPackages, installSystemPackages } from './lib/install.mjs';
import { runChecks } from './lib/checks.mjs';
import { finish, playwright, prepare, totals, vitest } from './lib/steps.mjs';

// An install step that fails says why itself.
installSystemPackages(['chromium', 'fonts-noto-cjk']);
installPackages();

await runChecks();
if (await prepare('npm run up', process.execPath, ['scripts/up.mjs'])) {
  await vitest('integration');
  await playwright();
} else {
  console.error('The rig did not come up: integration and end-to-end tests were not run.');
  totals.failed += 1;
}
process.exit(finish());

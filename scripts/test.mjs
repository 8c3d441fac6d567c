// `npm test`: everything, from a fresh clone: packages, checks, the rig, integration and end-to-end tests.
// Plain Node: it runs before anything is installed.
import { existsSync } from 'node:fs';
import { runChecks } from './lib/checks.mjs';
import { install, isInstalled } from './lib/npm.mjs';
import { installPackages } from './lib/packages.mjs';
import { finish, playwright, prepare, vitest } from './lib/steps.mjs';

// The end-to-end tests drive Debian’s browser; the fonts are for the pages in Chinese.
const PROGRAMS = [
  ['chromium', '/usr/bin/chromium'],
  ['fonts-noto-cjk', '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc'],
  ['openssl', '/usr/bin/openssl'],
  // docs/api.md is run as a test.
  ['curl', '/usr/bin/curl'],
  ['jq', '/usr/bin/jq'],
];

function must(problem, what) {
  if (problem === undefined) return;
  console.error(`${what} could not be installed:\n${problem}\n\n0 passed, 1 failed`);
  process.exit(1);
}

const missing = PROGRAMS.filter(([, file]) => !existsSync(file)).map(([name]) => name);
if (missing.length > 0) {
  console.log(`Installing ${missing.join(' ')} …`);
  must(installPackages(missing), missing.join(' '));
}
if (!isInstalled()) {
  console.log('Installing npm packages …');
  must(install(), 'The npm packages');
}

await runChecks();
if (await prepare('npm run up', process.execPath, ['scripts/up.mjs'])) {
  await vitest('integration');
  await playwright();
} else {
  console.error('The rig did not come up: integration and end-to-end tests were not run.');
}
process.exit(finish());

// Tells the console of the Compose setup about the registry beside it. Runs in
// the console's image with the console's settings; a second run changes nothing.
import { spawnSync } from 'node:child_process';

const made = spawnSync(
  process.execPath,
  ['node_modules/tsx/dist/cli.mjs', 'cli/main.ts', 'token', 'create', '--user', 'admin', '--days', '1'],
  { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
);
const token = made.stdout?.trim().split('\n').at(-1);
if (made.status !== 0 || !token) {
  process.stderr.write('The command line gave no token.\n');
  process.exit(1);
}

const response = await fetch('http://console:3000/api/v1/registries', {
  method: 'POST',
  headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
  body: JSON.stringify({
    name: 'local',
    kind: 'oci',
    url: 'http://registry:5000',
    username: 'berth',
    password: process.env.REGISTRY_PASSWORD,
    default: true,
  }),
});
if (!response.ok && response.status !== 409) {
  process.stderr.write(`The console refused the registry (${response.status}): ${await response.text()}\n`);
  process.exit(1);
}

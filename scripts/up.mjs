// npm run up [-- --kubeconfig FILE [--context NAME]]: brings up Berth with
// everything it needs. This part runs with nothing installed: it checks the
// machine, installs what is missing, and hands over to cluster/up.ts.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { handOver } from './lib/handover.mjs';
import { install, isInstalled } from './lib/npm.mjs';
import { installPackages, missingPackages } from './lib/packages.mjs';

const elsewhere =
  'run Berth with Docker Compose (docker compose up), or use a cluster that you have (npm run up -- --kubeconfig FILE)';
const args = process.argv.slice(2);
const ownCluster = args.some((word) => word === '--kubeconfig' || word.startsWith('--kubeconfig='));
const started = performance.now();

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

function seconds() {
  return `${((performance.now() - started) / 1000).toFixed(1)}s`;
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 20)) {
    fail(
      `Berth needs Node 20.20 or newer, and this is ${process.versions.node}: install a newer one, or ${elsewhere}.`,
    );
  }
}

function checkSystem() {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  const family = /^ID(?:_LIKE)?=.*(?:debian|ubuntu)/m.test(release);
  if (process.platform !== 'linux' || !family) {
    fail(`The local cluster needs Debian or Ubuntu Linux: on this machine, ${elsewhere}.`);
  }
  if (!['x64', 'arm64'].includes(process.arch)) {
    fail(
      `The local cluster runs on x64 and arm64 processors, and this one is ${process.arch}: ${elsewhere}.`,
    );
  }
  if (process.getuid?.() !== 0) {
    fail(
      `The local cluster needs root (mounts, network, control groups): run "sudo npm run up", or ${elsewhere}.`,
    );
  }
}

// Where system programs and Go's own installer put things, which su and sudo leave out.
function completePath() {
  const more = ['/usr/local/sbin', '/usr/sbin', '/sbin', '/usr/local/go/bin', '/usr/lib/go/bin'];
  process.env.PATH = [process.env.PATH, ...more].filter(Boolean).join(delimiter);
  process.env.HOME ??= '/root';
}

function checkGo() {
  const shown = spawnSync('go', ['env', 'GOVERSION'], { encoding: 'utf8' });
  const [, major, minor] = /go(\d+)\.(\d+)/.exec(shown.stdout ?? '') ?? [];
  if (!major)
    fail(`The local cluster is built from source and needs Go 1.25 or newer: install Go, or ${elsewhere}.`);
  if (Number(major) === 1 && Number(minor) < 25) {
    fail(
      `The local cluster needs Go 1.25 or newer, and this is ${major}.${minor}: install a newer one, or ${elsewhere}.`,
    );
  }
}

function ensurePackages() {
  const missing = missingPackages();
  if (missing.length === 0) return;
  process.stdout.write(`Installing system packages: ${missing.join(' ')} …\n`);
  const problem = installPackages(missing);
  if (problem !== undefined) {
    fail(
      `The system packages could not be installed: run "apt-get install ${missing.join(' ')}" by hand, or ${elsewhere}.\n${problem}`,
    );
  }
  process.stdout.write(`System packages installed (${seconds()})\n`);
}

function ensureNodeModules() {
  if (isInstalled()) return;
  process.stdout.write('Installing npm packages …\n');
  const problem = install();
  if (problem !== undefined) fail(`The npm packages could not be installed:\n${problem}`);
  process.stdout.write(`npm packages installed (${seconds()})\n`);
}

checkNode();
completePath();
if (!ownCluster) {
  checkSystem();
  checkGo();
  ensurePackages();
}
ensureNodeModules();
handOver('up.ts', args);

// System packages of the rig: found out without a package manager, installed
// with apt only when something is missing.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const policy = '/usr/sbin/policy-rc.d';

function onPath(program) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function isInstalled(name) {
  const shown = spawnSync('dpkg-query', ['-W', '-f', '${db:Status-Status}', name], { encoding: 'utf8' });
  return shown.stdout?.trim() === 'installed';
}

// By what they bring, not by name: a containerd that came with Docker does as well as Debian's.
const needed = [
  ['containerd', () => onPath('containerd')],
  ['runc', () => onPath('runc')],
  ['containernetworking-plugins', () => existsSync('/usr/lib/cni/ptp') || existsSync('/opt/cni/bin/ptp')],
  ['iproute2', () => onPath('ip')],
  ['iptables', () => onPath('iptables')],
  ['nftables', () => onPath('nft')],
  ['conntrack', () => onPath('conntrack')],
  ['socat', () => onPath('socat')],
  ['docker-registry', () => onPath('docker-registry')],
  ['apache2-utils', () => onPath('htpasswd')],
  ['skopeo', () => onPath('skopeo')],
  ['busybox-static', () => isInstalled('busybox-static')],
  ['mount', () => onPath('umount')],
  ['ca-certificates', () => isInstalled('ca-certificates')],
];

/** The names of the packages that the rig needs and this machine lacks. */
export function missingPackages() {
  return needed.filter(([, has]) => !has()).map(([name]) => name);
}

function apt(args) {
  return spawnSync('apt-get', ['-o', 'DPkg::Lock::Timeout=120', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', NEEDRESTART_MODE: 'l' },
  });
}

function hasLists() {
  try {
    return readdirSync('/var/lib/apt/lists').some((name) => name.includes('_Packages'));
  } catch {
    return false;
  }
}

// The rig runs these programs itself, with settings of its own: their services would only take the ports.
function withoutServices(work) {
  const ours = !existsSync(policy);
  if (ours) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    return work();
  } finally {
    if (ours) rmSync(policy, { force: true });
  }
}

function disableAtBoot(packages) {
  const services = { containerd: 'containerd.service', 'docker-registry': 'docker-registry.service' };
  const names = packages.map((name) => services[name]).filter(Boolean);
  if (names.length > 0 && onPath('systemctl'))
    spawnSync('systemctl', ['disable', ...names], { stdio: 'ignore' });
}

/** Installs packages; returns undefined, or why it could not. */
export function installPackages(packages) {
  const install = () => apt(['install', '-y', '--no-install-recommends', ...packages]);
  const outcome = withoutServices(() => {
    const first = hasLists() ? install() : { status: 1, stderr: '' };
    if (first.status === 0) return first;
    // The lists may be older than the archive.
    const update = apt(['update']);
    return update.status === 0 ? install() : update;
  });
  if (outcome.status !== 0) return (outcome.stderr || outcome.error?.message || '').trim();
  disableAtBoot(packages);
  return undefined;
}

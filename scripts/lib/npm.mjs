// Whether node_modules is what package-lock.json says, and how to make it so.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from './state.mjs';

function packagesOf(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages ?? {};
  } catch {
    return undefined;
  }
}

/** Whether what is installed matches the lockfile; packages for other systems may be absent. */
export function isInstalled() {
  const wanted = packagesOf(join(checkout, 'package-lock.json'));
  // npm notes here what it has put into the folder.
  const found = packagesOf(join(checkout, 'node_modules', '.package-lock.json'));
  if (!wanted || !found) return false;
  const missing = Object.entries(wanted).some(
    ([path, entry]) =>
      path !== '' && !entry.optional && !entry.devOptional && found[path]?.version !== entry.version,
  );
  return !missing && Object.keys(found).every((path) => found[path].version === wanted[path]?.version);
}

/** Installs what the lockfile says, without running anybody's install script. */
export function install() {
  const outcome = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--include=dev'], {
    cwd: checkout,
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    env: { ...process.env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' },
  });
  if (outcome.status === 0) return undefined;
  return (outcome.stderr || outcome.stdout || outcome.error?.message || '')
    .trim()
    .split('\n')
    .slice(-15)
    .join('\n');
}

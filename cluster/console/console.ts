import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NODE_FLAGS } from '@/lib/runtime/node-flags';
import type { Daemon } from '../lib/daemon';
import { attempt } from '../lib/command';
import { partEnvironment } from '../lib/environment';
import { Failure } from '../lib/failure';
import { digest, readText, writeFile } from '../lib/files';
import { answers, call } from '../lib/http';
import { portCheck } from '../parts/control-plane';
import { registryAddress, registryPassword, registryUser } from '../parts/registry';
import type { Settings } from '../settings';
import { consoleSources } from './build';

function localUrl(settings: Settings, path: string): string {
  return `http://127.0.0.1:${settings.ports.console}${path}`;
}

/** The console in production mode; it brings its database up to date itself. */
export function consoleDaemon(settings: Settings, environment: Record<string, string>): Daemon {
  return {
    name: 'console',
    command: [process.execPath, ...NODE_FLAGS, join(settings.checkout, 'dist', 'server.mjs')],
    cwd: settings.checkout,
    env: environment,
    configuration: [consoleSources(settings), readFileSync(settings.state.consoleKubeconfig, 'utf8')],
    before: portCheck(settings, 'console', '0.0.0.0', 'the console'),
    ready: answers({ url: localUrl(settings, '/api/readyz') }),
    timeoutMs: 120_000,
  };
}

async function createToken(settings: Settings, environment: Record<string, string>): Promise<string> {
  const outcome = await attempt(
    'npm',
    ['run', '-s', 'berth', '--', 'token', 'create', '--user', 'admin', '--days', '1'],
    {
      cwd: settings.checkout,
      env: partEnvironment(environment),
    },
  );
  const token = outcome.stdout.trim().split('\n').at(-1) ?? '';
  if (outcome.code !== 0 || !token) {
    throw new Failure(
      `The operator's command line gave no token: ${outcome.stderr.trim() || `code ${outcome.code}`}`,
    );
  }
  return token;
}

/** Tells the console about the local registry, once; what an administrator does with it later stays. */
export async function ensureLocalRegistry(
  settings: Settings,
  environment: Record<string, string>,
): Promise<string> {
  const stampPath = join(settings.state.stamps, 'local-registry');
  const stamp = digest(environment.DATABASE_URL ?? '', registryAddress(settings), registryPassword(settings));
  if (readText(stampPath) === stamp) return 'known';
  const token = await createToken(settings, environment);
  const access = {
    url: `http://${registryAddress(settings)}`,
    username: registryUser,
    password: registryPassword(settings),
  };
  const send = (method: 'POST' | 'PATCH', path: string, body: Record<string, unknown>) =>
    call({
      url: localUrl(settings, `/api/v1/registries${path}`),
      method,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      timeoutMs: 30_000,
    });
  const made = await send('POST', '', { name: 'local', kind: 'oci', ...access, default: true });
  // The name is known: its address or password is another one now.
  const { status, body } = made.status === 409 ? await send('PATCH', '/local', access) : made;
  if (status < 200 || status > 299) {
    throw new Failure(`The console refused the local registry (${status}): ${body.slice(0, 500)}`);
  }
  writeFile(stampPath, stamp, 0o644);
  return made.status === 409 ? 'brought up to date' : 'registered';
}

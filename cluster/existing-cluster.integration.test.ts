import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { adminKube } from '@/lib/testing/admin-kube';
import { freePort } from '@/lib/testing/free-port';
import { statePaths } from '../scripts/lib/state.mjs';

interface Kubeconfig {
  clusters: { name: string; cluster: Record<string, unknown> }[];
  contexts: { name: string; context: { cluster: string; user: string } }[];
  'current-context': string;
}

const folder = mkdtempSync(path.join(tmpdir(), 'berth-'));
// The database's system user has to pass through.
chmodSync(folder, 0o711);
const paths = statePaths(path.join(folder, 'state'));
const file = path.join(folder, 'kubeconfig.yaml');
const calls: string[] = [];
const bystander = net.createServer((socket) => {
  calls.push(String(socket.remoteAddress));
  socket.destroy();
});
let env: NodeJS.ProcessEnv;
let url: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => bystander.listen(0, '127.0.0.1', resolve));
  const { port } = bystander.address() as AddressInfo;
  // The file's current context is one that nobody named.
  const config = parse(readFileSync(statePaths().adminKubeconfig, 'utf8')) as Kubeconfig;
  const [context] = config.contexts;
  if (!context) throw new Error('the rig has no context');
  context.name = 'named';
  config.clusters.push({ name: 'bystander', cluster: { server: `https://127.0.0.1:${port}` } });
  config.contexts.push({ name: 'bystander', context: { ...context.context, cluster: 'bystander' } });
  config['current-context'] = 'bystander';
  writeFileSync(file, stringify(config), { mode: 0o600 });
  // The console of this checkout is built; it must not be built anew under the one that runs.
  mkdirSync(paths.stamps, { recursive: true });
  copyFileSync(path.join(statePaths().stamps, 'console-build'), path.join(paths.stamps, 'console-build'));
  const [console_, database] = [await freePort(), await freePort()];
  url = `http://127.0.0.1:${console_}`;
  env = {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    NODE_ENV: 'test',
    BERTH_STATE: paths.folder,
    PORT: String(console_),
    BERTH_DB_PORT: String(database),
  };
});

afterAll(() => {
  bystander.close();
  run('scripts/down.mjs', '--purge');
});

function run(script: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    env,
    encoding: 'utf8',
  });
  return { status, text: stdout + stderr };
}

describe('npm run up beside a cluster that is there', () => {
  it('says which contexts there are when the named one is not', () => {
    const { status, text } = run('scripts/up.mjs', '--kubeconfig', file, '--context', 'other');
    expect(status).toBe(1);
    expect(text).toContain(`${file} has no context "other": choose one with --context (named, bystander).`);
  });

  it('uses the named context and no other, twice, and down leaves the cluster alone', async () => {
    const before = readFileSync(file, 'utf8');
    for (const each of ['started', 'already running']) {
      const { status, text } = run('scripts/up.mjs', '--kubeconfig', file, '--context', 'named');
      expect(status, text).toBe(0);
      expect(text).toMatch(new RegExp(`console: ${each}`));
      expect((await fetch(`${url}/api/readyz`)).status).toBe(200);
    }
    expect(calls).toEqual([]);
    expect(readFileSync(file, 'utf8')).toBe(before);

    expect(run('scripts/down.mjs').status).toBe(0);
    await expect(fetch(`${url}/api/readyz`)).rejects.toThrow();
    const account = { apiVersion: 'v1', kind: 'ServiceAccount', namespace: 'berth-system' };
    expect((await adminKube().get({ ...account, name: 'berth-console' })).metadata.name).toBe(
      'berth-console',
    );
  });
});

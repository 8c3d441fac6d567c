import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { run } from '../../cluster/lib/command';
import { statePaths } from '../../scripts/lib/state.mjs';

/** What the metrics stand on: the console that runs, kubectl beside it, a project of their own, and the tool. */
export interface Ground {
  url: string;
  token: string;
  project: string;
  tool: string;
  kubectl: string;
  /** Process number of the console. */
  console: number;
  api: <T>(method: string, path: string, body?: unknown) => Promise<T>;
  /** The console's own metrics: each sample under its name with labels, and all of a name added up under the name. */
  metrics: () => Promise<Record<string, number>>;
  /** Runs a command line through bash and reads the JSON that it prints last. */
  shell: <T>(line: string) => Promise<T>;
  /** Deploys the tool (or another image) and answers the name of the running pod. */
  deploy: (name: string, command: string[], more?: Record<string, unknown>) => Promise<string>;
  remove: (name: string) => Promise<void>;
  /** Tokens of so many viewers of the project who may read logs. */
  viewers: (count: number) => Promise<string[]>;
}

const WAIT_MS = 180_000;

/** Makes the project, in the console that `npm run up` started or in the one at `at`; `leave` deletes it again. */
export async function makeGround(
  tool: string,
  at: { url?: string; env?: Record<string, string> } = {},
): Promise<Ground & { leave: () => Promise<void> }> {
  const paths = statePaths();
  const environment = parseEnv(readFileSync(paths.consoleEnv, 'utf8'));
  const url = at.url ?? process.env['BERTH_BENCH_URL'] ?? `http://127.0.0.1:${environment['PORT'] ?? '3000'}`;
  const tokenOf = async (user: string) => {
    const words = ['run', '-s', 'berth', '--', 'token', 'create', '--user', user, '--days', '1'];
    return (await run('npm', words, { env: { ...environment, ...process.env, ...at.env } })).trim();
  };
  const token = await tokenOf('admin');
  const people: string[] = [];
  const name = `bench-${randomBytes(3).toString('hex')}`;
  const api = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text === '' ? null : JSON.parse(text)) as T;
  };
  await api('POST', '/tenants', { name });
  await api('POST', '/projects', {
    name,
    tenant: name,
    quota: { cpu: '16', memory: '16Gi', pods: 60 },
  });
  const ground: Ground = {
    url,
    token,
    project: name,
    tool,
    kubectl: `${paths.kubectl} --kubeconfig ${paths.adminKubeconfig} -n ${name}`,
    console: await listenerOn(Number(new URL(url).port)),
    api,
    metrics: () => metricsOf(url, token),
    shell,
    deploy: async (app, command, more = {}) => {
      await api('POST', `/projects/${name}/apps`, { name: app, image: 'bench/tool:1', command, ...more });
      return waitFor(`a pod of ${app}`, async () => {
        const { items } = await api<{ items: { name: string; status: string }[] }>(
          'GET',
          `/projects/${name}/apps/${app}/pods`,
        );
        return items.find((pod) => pod.status === 'Running')?.name;
      });
    },
    remove: async (app) => {
      await api('DELETE', `/projects/${name}/apps/${app}?confirm=${app}`);
    },
    viewers: async (count) => {
      const tokens: string[] = [];
      while (tokens.length < count) {
        const user = `${name}-${people.length}`;
        await api('POST', '/users', { name: user, displayName: user });
        people.push(user);
        await api('PUT', `/projects/${name}/members/${user}`, { role: 'viewer', rights: { logs: true } });
        tokens.push(await tokenOf(user));
      }
      return tokens;
    },
  };
  return {
    ...ground,
    leave: async () => {
      await api('DELETE', `/projects/${name}?confirm=${name}`);
      await waitFor('the project to go', async () => {
        const { items } = await api<{ items: { name: string }[] }>('GET', '/projects?limit=100');
        return items.some((each) => each.name === name) ? undefined : true;
      });
      await api('DELETE', `/tenants/${name}?confirm=${name}`);
      for (const user of people) await api('DELETE', `/users/${user}?confirm=${user}`);
    },
  };
}

/** The metrics of a console: each sample under its name with labels, and all of a name added up under the name. */
export async function metricsOf(url: string, token: string): Promise<Record<string, number>> {
  const response = await fetch(`${url}/api/metrics`, { headers: { authorization: `Bearer ${token}` } });
  if (!response.ok) throw new Error(`/api/metrics: ${response.status}`);
  const sums: Record<string, number> = {};
  for (const [, name = '', labels, value] of (await response.text()).matchAll(/^(\w+)(\{.*\})? (\S+)$/gm)) {
    sums[name] = (sums[name] ?? 0) + Number(value);
    if (labels) sums[name + labels] = Number(value);
  }
  return sums;
}

/** Waits until something is there. */
export async function waitFor<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  const over = Date.now() + WAIT_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > over) throw new Error(`waited ${WAIT_MS} ms for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function shell<T>(line: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const child = spawn('bash', ['-c', `set -o pipefail; ${line}`], { stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let wrong = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')));
    child.stderr.on('data', (chunk: Buffer) => (wrong += chunk.toString('utf8')));
    child.on('error', reject);
    child.on('close', () => {
      const last = out.trim().split('\n').at(-1) ?? '';
      try {
        resolve(JSON.parse(last) as T);
      } catch {
        reject(new Error(`${line}\nprinted no JSON: ${last.slice(0, 300)} ${wrong.slice(0, 2000)}`));
      }
    });
  });
}

/** Who listens on a port, as the kernel tells it. */
export async function listenerOn(port: number): Promise<number> {
  const listed = await run('ss', ['-Hltnp', `sport = :${port}`]);
  const found = /pid=(\d+)/.exec(listed)?.[1];
  if (!found) throw new Error(`nothing listens on port ${port}`);
  return Number(found);
}

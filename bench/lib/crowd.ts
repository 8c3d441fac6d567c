import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emptyDatabase } from '@/lib/testing/own-database';
import { startApiServer } from '@/lib/testing/own-api-server';
import { startConsole, type OwnConsole } from '@/lib/testing/own-console';
import { kubeconfigThroughProxy } from '@/lib/testing/proxied-kube';
import type { Transport } from '@/lib/kube/transport';
import type { TcpProxy } from '@/lib/testing/tcp-proxy';
import { ensureConsoleIdentity, readKubeconfig } from '../../cluster/console/identity';
import { run } from '../../cluster/lib/command';
import { readSettings } from '../../cluster/settings';
import { buildKwok, kwok } from '../../cluster/simulated/kwok';
import { clusterOf, simulate, simulatedPods } from '../../cluster/simulated/simulate';
import type { Target } from './changes';
import { environmentBeside } from './environment';
import { waitFor } from './ground';

/** A console of the bench's own before a real API server of its own, behind which there are very many simulated pods. */
export interface Crowd {
  /** All pods are in this project. */
  project: string;
  token: string;
  adminKubeconfig: string;
  /** The way from the console to the API server. */
  proxy: TcpProxy;
  /** kubectl with the administrator's kubeconfig. */
  kubectl: string;
  /** The API server as its administrator sees it. */
  cluster: Transport;
  /** Fills up to so many pods, in the project or spread over several; answers them all. */
  fill: (pods: number, projects?: string[]) => Promise<Target[]>;
  /** A console that has just started, with further settings; the one before it ends. */
  start: (more?: Record<string, string>) => Promise<OwnConsole>;
  /** Makes a project, and somebody who may look at it and at nothing else; answers that person's token. */
  openProject: (name: string) => Promise<string>;
  api: <T>(method: string, path: string, body?: unknown) => Promise<T>;
  /** How many pods the console knows; null while it has not heard of the cluster. */
  known: () => Promise<number | null>;
  close: () => Promise<void>;
}

const NODES = 100;
const PROJECT = 'crowd';

/** Starts the servers and the console, and makes the project. The rig's own cluster has nothing to do with it. */
export async function gatherCrowd(): Promise<Crowd> {
  const settings = readSettings();
  const environment = environmentBeside();
  await buildKwok(settings);
  const folder = mkdtempSync(join(tmpdir(), 'bench-crowd-'));
  const ends: (() => Promise<unknown> | void)[] = [() => rmSync(folder, { recursive: true, force: true })];
  const close = async () => {
    for (const end of ends.splice(0).toReversed()) await end();
  };
  try {
    const server = await startApiServer({ etcd: 'own', controllers: true });
    ends.push(server.close);
    await server.run((own) => kwok(own, server.adminKubeconfig));
    const consoleKubeconfig = join(folder, 'console.yaml');
    await ensureConsoleIdentity(
      { ...settings, state: { ...settings.state, consoleKubeconfig } },
      readKubeconfig(server.adminKubeconfig),
    );
    const proxied = await kubeconfigThroughProxy(consoleKubeconfig);
    ends.push(() => rmSync(proxied.folder, { recursive: true, force: true }), proxied.proxy.close);
    const database = await emptyDatabase();
    ends.push(database.drop);
    const env = { ...environment, DATABASE_URL: database.url, BERTH_KUBECONFIG: proxied.file };
    let running = await startConsole(env);
    ends.push(() => running.stop());
    const tokenOf = async (user: string) => {
      const words = ['run', '-s', 'berth', '--', 'token', 'create', '--user', user, '--days', '1'];
      return (await run('npm', words, { env: { ...process.env, ...env } })).trim();
    };
    const token = await tokenOf('admin');
    const api = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
      const response = await fetch(`${running.url}/api/v1${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: body === undefined ? null : JSON.stringify(body),
      });
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
      return (await response.json()) as T;
    };
    await api('POST', '/tenants', { name: PROJECT });
    const quota = { cpu: '100000', memory: '100Ti', pods: 100_000 };
    const makeProject = (name: string) => api('POST', '/projects', { name, tenant: PROJECT, quota });
    await waitFor('the cluster', () => makeProject(PROJECT).catch(() => undefined));
    const cluster = clusterOf(server.adminKubeconfig);
    return {
      project: PROJECT,
      token,
      adminKubeconfig: server.adminKubeconfig,
      kubectl: `${settings.state.kubectl} --kubeconfig ${server.adminKubeconfig}`,
      cluster,
      proxy: proxied.proxy,
      fill: async (pods, namespaces = [PROJECT]) => {
        const simulation = { nodes: NODES, pods, namespaces };
        await simulate(cluster, simulation);
        return simulatedPods(simulation);
      },
      start: async (more = {}) => {
        await running.stop();
        running = await startConsole({ ...env, ...more });
        return running;
      },
      openProject: async (name) => {
        await makeProject(name);
        const user = `${name}-viewer`;
        await api('POST', '/users', { name: user, displayName: user });
        await api('PUT', `/projects/${name}/members/${user}`, { role: 'viewer' });
        return tokenOf(user);
      },
      api,
      known: async () => {
        const { items } = await api<{ items: { pods: number | null }[] }>('GET', '/clusters');
        return items[0]?.pods ?? null;
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

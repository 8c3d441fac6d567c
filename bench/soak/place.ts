import { readdirSync, rmSync } from 'node:fs';
import { config } from '@/lib/config';
import { installationId } from '@/lib/services/platform';
import { adminKube } from '@/lib/testing/admin-kube';
import { api, tokenFor } from '@/lib/testing/api';
import { useRigRegistry } from '@/lib/testing/apps';
import { freePort } from '@/lib/testing/free-port';
import { startConsole } from '@/lib/testing/own-console';
import { useOwnDatabase } from '@/lib/testing/own-database';
import { kubeconfigThroughProxy } from '@/lib/testing/proxied-kube';
import type { TcpProxy } from '@/lib/testing/tcp-proxy';
import { makeTenant } from '@/lib/testing/tenancy';
import { waitFor } from '@/lib/testing/wait-for';
import { clusterOf } from '../../cluster/simulated/simulate';
import { statePaths } from '../../scripts/lib/state.mjs';
import { metricsOf } from '../lib/ground';
import { inspect, type Inspector } from '../lib/inspector';

/** A console of the soak's own on the rig's cluster, with a project and an app that stands in it all the time. */
export interface Place {
  url: string;
  port: number;
  /** Of the project's owner. */
  token: string;
  project: string;
  /** The app that stands, and its pod. */
  app: string;
  pod: string;
  /** The way from the console to the API server: all of its connections, and nobody else's. */
  proxy: TcpProxy;
  inspector: Inspector;
  metrics: () => Promise<Record<string, number>>;
  /** How many files and sockets the console holds open. */
  descriptors: () => number;
  call: <T>(method: string, path: string, body?: unknown) => Promise<T>;
  /** How many events the cluster keeps, of whomever: each is a row in the console's cache for an hour. */
  events: () => Promise<number>;
  /** Has the cluster forget those of this project. */
  forgetEvents: () => Promise<void>;
  close: () => Promise<void>;
}

const APP = 'steady';

interface Events {
  items: unknown[];
  metadata: { remainingItemCount?: number };
}

/** Starts it; `script` is what the standing app runs, by sh. */
export async function openPlace(script: string): Promise<Place> {
  const ends: (() => unknown)[] = [];
  const close = async () => {
    for (const end of ends.splice(0).toReversed()) await end();
  };
  try {
    const database = await useOwnDatabase();
    ends.push(database.drop);
    const { file, folder, proxy } = await kubeconfigThroughProxy(config().BERTH_KUBECONFIG ?? '');
    ends.push(() => rmSync(folder, { recursive: true, force: true }), proxy.close);
    await useRigRegistry();
    const tenant = await makeTenant();
    ends.push(forgetLease, tenant.clean);
    const project = await tenant.project();
    const token = await tokenFor(tenant.owner);
    const debugging = await freePort();
    const running = await startConsole({
      DATABASE_URL: database.url,
      BERTH_KUBECONFIG: file,
      NODE_OPTIONS: `--inspect=127.0.0.1:${debugging}`,
    });
    ends.push(running.stop);
    const inspector = await inspect(debugging);
    ends.push(inspector.close);
    const admin = await tokenFor(tenant.admin);
    const call = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
      const answer = await api(method, path, { token, body, url: running.url });
      if (answer.status >= 300)
        throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
      return answer.body as T;
    };
    await call('POST', `/projects/${project}/apps`, { ...SMALL, name: APP, command: ['sh', '-c', script] });
    const cluster = clusterOf(statePaths().adminKubeconfig);
    const [pod = ''] = await waitFor('the standing app', () => runningPods(call, project, APP, 1));
    return {
      url: running.url,
      port: Number(new URL(running.url).port),
      token,
      project,
      app: APP,
      pod,
      proxy,
      inspector,
      // A machine that does many other things may keep the console from its database for a moment.
      metrics: () => waitFor('the metrics', () => metricsOf(running.url, admin)),
      descriptors: () => readdirSync(`/proc/${running.pid}/fd`).length,
      call,
      events: async () => {
        const { value } = await cluster.json<Events>(null, { path: '/api/v1/events', query: { limit: 1 } });
        return value.items.length + (value.metadata.remainingItemCount ?? 0);
      },
      forgetEvents: async () => {
        await cluster.json(null, { method: 'DELETE', path: `/api/v1/namespaces/${project}/events` });
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** An app that a full node has room for. */
export const SMALL = { image: 'samples/busybox:1', resources: { cpuRequest: '20m' } };

/** The pods of an app when exactly so many of them are there and run, else null. */
export async function runningPods(
  call: Place['call'],
  project: string,
  app: string,
  count: number,
): Promise<string[] | null> {
  const { items } = await call<{ items: { name: string; status: string }[] }>(
    'GET',
    `/projects/${project}/apps/${app}/pods`,
  );
  const all = items.length === count && items.every(({ status }) => status === 'Running');
  return all ? items.map(({ name }) => name) : null;
}

/** Removes the Lease under which this console led. */
async function forgetLease(): Promise<void> {
  const name = `berth-leader-${await installationId()}`;
  const lease = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', namespace: 'berth-system', name };
  await adminKube().delete(lease);
}

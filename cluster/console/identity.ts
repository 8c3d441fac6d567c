import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  KubeConfig,
  KubernetesObjectApi,
  PatchStrategy,
  type KubernetesObject,
} from '@kubernetes/client-node';
import { parseAllDocuments } from 'yaml';
import { Failure, messageOf } from '../lib/failure';
import { writeFile } from '../lib/files';
import { waitFor } from '../lib/wait';
import { kubeconfigText } from '../pki';
import type { Settings } from '../settings';

const namespace = 'berth-system';
const account = 'berth-console';
const tokenName = 'berth-console-token';

/** Reads a kubeconfig, and chooses the named context or the one that it calls current. */
export function readKubeconfig(file: string, context?: string): KubeConfig {
  if (!existsSync(file)) throw new Failure(`There is no kubeconfig ${file}.`);
  const config = new KubeConfig();
  try {
    config.loadFromFile(file);
  } catch (thrown) {
    throw new Failure(`${file} can't be read as a kubeconfig: ${messageOf(thrown)}`);
  }
  const names = config.getContexts().map((each) => each.name);
  const wanted = context ?? config.getCurrentContext();
  if (!names.includes(wanted)) {
    throw new Failure(
      `${file} has no context ${wanted ? `"${wanted}"` : 'that is current'}: choose one with --context (${names.join(', ') || 'it has none'}).`,
    );
  }
  config.setCurrentContext(wanted);
  return config;
}

function manifests(settings: Settings): KubernetesObject[] {
  const folder = join(settings.checkout, 'deploy', 'kubernetes');
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => /\.ya?ml$/.test(name)) : [];
  return names.sort().flatMap((name) =>
    parseAllDocuments(readFileSync(join(folder, name), 'utf8'))
      .map((document) => document.toJS() as KubernetesObject | null)
      .filter((object) => object !== null && object.kind !== undefined)
      .map((object) => object as KubernetesObject),
  );
}

function reasonOf(thrown: unknown): string {
  const body = (thrown as { body?: unknown }).body;
  const text = typeof body === 'string' ? body : JSON.stringify(body ?? '');
  return /"message":"((?:[^"\\]|\\.)*)"/.exec(text.replaceAll('\\"', "'"))?.[1] ?? messageOf(thrown);
}

async function apply(api: KubernetesObjectApi, object: KubernetesObject): Promise<void> {
  // A kind whose definition was applied a moment ago, or a server that has just come up, needs a second try.
  const reason = await waitFor(
    async () => {
      try {
        await api.patch(object, undefined, undefined, 'berth-rig', true, PatchStrategy.ServerSideApply);
        return undefined;
      } catch (thrown) {
        return reasonOf(thrown);
      }
    },
    15_000,
    500,
  );
  if (reason !== undefined) {
    throw new Failure(`The cluster refused ${object.kind} ${object.metadata?.name ?? ''}: ${reason}`);
  }
}

/** Applies deploy/kubernetes, and what the console's identity needs, to the cluster. */
async function applyIdentity(settings: Settings, api: KubernetesObjectApi): Promise<number> {
  const objects: KubernetesObject[] = [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: account, namespace } },
    ...manifests(settings),
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        name: tokenName,
        namespace,
        annotations: { 'kubernetes.io/service-account.name': account },
      },
      type: 'kubernetes.io/service-account-token',
    } as KubernetesObject,
  ];
  // One after another: namespaces and definitions come before what lies in them.
  for (const object of objects) await apply(api, object);
  return objects.length;
}

async function readToken(api: KubernetesObjectApi): Promise<string> {
  let token = '';
  const reason = await waitFor(async () => {
    const secret: KubernetesObject & { data?: Record<string, string> } = await api.read({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: tokenName, namespace },
    });
    token = Buffer.from(secret.data?.token ?? '', 'base64').toString('utf8');
    return token ? undefined : 'it has no token yet';
  }, 30_000);
  if (reason !== undefined)
    throw new Failure(`The cluster made no token for ${account} in ${namespace}: ${reason}`);
  return token;
}

/** Gives the console its identity in a cluster, and writes the kubeconfig that it uses. */
export async function ensureConsoleIdentity(settings: Settings, config: KubeConfig): Promise<string> {
  const cluster = config.getCurrentCluster();
  if (!cluster)
    throw new Failure(`The context ${config.getCurrentContext()} names a cluster that its kubeconfig lacks.`);
  const api = KubernetesObjectApi.makeApiClient(config);
  const applied = await applyIdentity(settings, api);
  const ca = cluster.caData
    ? Buffer.from(cluster.caData, 'base64').toString('utf8')
    : cluster.caFile && readFileSync(cluster.caFile, 'utf8');
  const text = kubeconfigText({
    name: account,
    ca: ca || undefined,
    insecure: cluster.skipTLSVerify || undefined,
    tlsServerName: cluster.tlsServerName,
    proxyUrl: cluster.proxyUrl,
    server: cluster.server,
    token: await readToken(api),
    namespace,
  });
  writeFile(settings.state.consoleKubeconfig, text);
  return `${applied} objects applied`;
}

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

/** How to reach one API server as the console. */
export interface Connection {
  /** Origin and path prefix, without a slash at the end. */
  server: string;
  ca?: string;
  cert?: string;
  key?: string;
  skipVerify: boolean;
  serverName?: string;
  /** Asked before each request: a ServiceAccount's token in a file is renewed by the kubelet. */
  token: () => string | undefined;
}

interface Named<T> {
  name: string;
  data: T;
}
interface RawConfig {
  'current-context'?: string;
  contexts?: { name: string; context: { cluster: string; user: string } }[];
  clusters?: { name: string; cluster: Record<string, unknown> }[];
  users?: { name: string; user: Record<string, unknown> }[];
}

const IN_CLUSTER = '/var/run/secrets/kubernetes.io/serviceaccount';

/** The connection that a kubeconfig's context describes; throws an Error that says what is missing. */
export function readKubeconfig(text: string, folder: string, contextName?: string): Connection {
  const raw = parse(text, { maxAliasCount: 0 }) as RawConfig | null;
  const name = contextName ?? raw?.['current-context'];
  const context = raw?.contexts?.find((entry) => entry.name === name)?.context;
  if (!context) throw new Error(`the kubeconfig has no context ${name ?? '(none is current)'}`);
  const cluster = named(
    raw?.clusters?.map((entry) => ({ name: entry.name, data: entry.cluster })),
    context.cluster,
    'cluster',
  );
  const user = named(
    raw?.users?.map((entry) => ({ name: entry.name, data: entry.user })),
    context.user,
    'user',
  );
  if (user['exec'] !== undefined || user['auth-provider'] !== undefined) {
    throw new Error('Berth’s own kubeconfig must hold a token or a client certificate, not a plugin');
  }
  const server = textOf(cluster['server']);
  if (!server) throw new Error('the kubeconfig names no server');
  const tokenFile = textOf(user['tokenFile']);
  const token = textOf(user['token']);
  return {
    server: server.replace(/\/+$/, ''),
    ca: inlineOrFile(cluster, 'certificate-authority', folder),
    cert: inlineOrFile(user, 'client-certificate', folder),
    key: inlineOrFile(user, 'client-key', folder),
    skipVerify: cluster['insecure-skip-tls-verify'] === true,
    serverName: textOf(cluster['tls-server-name']),
    token: tokenFile ? fileToken(path.resolve(folder, tokenFile)) : () => token,
  };
}

/** The connection of a pod's own ServiceAccount. */
export function inClusterConnection(env: Record<string, string | undefined>): Connection {
  const host = env['KUBERNETES_SERVICE_HOST'];
  const port = env['KUBERNETES_SERVICE_PORT'];
  if (!host || !port) throw new Error('BERTH_KUBECONFIG is not set and this is not a pod');
  return {
    server: `https://${host.includes(':') ? `[${host}]` : host}:${port}`,
    ca: readFileSync(path.join(IN_CLUSTER, 'ca.crt'), 'utf8'),
    skipVerify: false,
    token: fileToken(path.join(IN_CLUSTER, 'token')),
  };
}

function named(
  entries: Named<Record<string, unknown>>[] | undefined,
  name: string,
  what: string,
): Record<string, unknown> {
  const found = entries?.find((entry) => entry.name === name);
  if (!found) throw new Error(`the kubeconfig has no ${what} ${name}`);
  return found.data;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function inlineOrFile(entry: Record<string, unknown>, key: string, folder: string): string | undefined {
  const inline = textOf(entry[`${key}-data`]);
  if (inline) return Buffer.from(inline, 'base64').toString('utf8');
  const file = textOf(entry[key]);
  return file ? readFileSync(path.resolve(folder, file), 'utf8') : undefined;
}

/** Reads the file again once a minute: renewed tokens are valid long before the old ones end. */
function fileToken(file: string): () => string {
  let known = '';
  let readAt = 0;
  return () => {
    if (Date.now() - readAt > 60_000) {
      known = readFileSync(file, 'utf8').trim();
      readAt = Date.now();
    }
    return known;
  };
}

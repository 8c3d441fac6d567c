import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './lib/command';
import { writeFile } from './lib/files';
import type { Settings } from './settings';

interface Certificate {
  name: string;
  issuer?: string;
  commonName: string;
  organizations?: string[];
  hosts?: string[];
}

function wanted(settings: Settings): Certificate[] {
  const { nodeIp, nodeName, serviceIp, clusterDomain } = settings;
  const client = (
    name: string,
    commonName: string,
    organizations: string[] = [],
    hosts: string[] = [],
  ): Certificate => ({
    name,
    issuer: 'kube-ca',
    commonName,
    organizations,
    hosts,
  });
  const service = [
    'kubernetes',
    'kubernetes.default',
    'kubernetes.default.svc',
    `kubernetes.default.svc.${clusterDomain}`,
  ];
  return [
    { name: 'kube-ca', commonName: 'berth-kube-ca' },
    client('kube-apiserver', 'kube-apiserver', [], [nodeIp, serviceIp, '127.0.0.1', 'localhost', ...service]),
    client('apiserver-kubelet-client', 'kube-apiserver-kubelet-client', ['system:masters']),
    client('kubelet-serving', `system:node:${nodeName}`, ['system:nodes'], [nodeIp, nodeName]),
    client('kubelet', `system:node:${nodeName}`, ['system:nodes']),
    client('kube-controller-manager', 'system:kube-controller-manager', [], ['127.0.0.1', 'localhost']),
    client('kube-scheduler', 'system:kube-scheduler', [], ['127.0.0.1', 'localhost']),
    client('kube-proxy', 'system:kube-proxy'),
    client('coredns', 'system:coredns'),
    client('metrics-server', 'system:metrics-server', [], [nodeIp, 'metrics-server.kube-system.svc']),
    client('admin', 'berth-admin', ['system:masters']),
    { name: 'etcd-ca', commonName: 'berth-etcd-ca' },
    { name: 'etcd', issuer: 'etcd-ca', commonName: 'etcd', hosts: ['127.0.0.1', 'localhost'] },
    { name: 'etcd-client', issuer: 'etcd-ca', commonName: 'kube-apiserver-etcd-client' },
    { name: 'front-proxy-ca', commonName: 'berth-front-proxy-ca' },
    { name: 'front-proxy-client', issuer: 'front-proxy-ca', commonName: 'front-proxy-client' },
  ];
}

/** The path of a certificate (`crt`), private key (`key`) or public key (`pub`). */
export function pkiPath(settings: Settings, name: string, kind: 'crt' | 'key' | 'pub'): string {
  return join(settings.state.pki, `${name}.${kind}`);
}

/** The text of a certificate or key. */
export function pkiText(settings: Settings, name: string, kind: 'crt' | 'key' | 'pub'): string {
  return readFileSync(pkiPath(settings, name, kind), 'utf8');
}

/** Makes the certificates that are missing or no longer fit. */
export async function ensurePki(settings: Settings): Promise<string> {
  const request = { folder: settings.state.pki, certificates: wanted(settings), keys: ['service-account'] };
  const answer = await run(join(settings.state.bin, 'pki'), [], { input: JSON.stringify(request) });
  const { written } = JSON.parse(answer) as { written: string[] };
  return written.length === 0 ? 'all there' : `${written.length} made`;
}

/** How a part of the cluster reaches the API server. */
export interface Identity {
  name: string;
  server: string;
  /** The server's certificate authority, unless the machine trusts it anyway. */
  ca?: string;
  insecure?: boolean;
  tlsServerName?: string;
  proxyUrl?: string;
  clientCertificate?: string;
  clientKey?: string;
  token?: string;
  namespace?: string;
}

/** A kubeconfig with one cluster, one user, one context and everything inline. */
export function kubeconfigText(identity: Identity): string {
  const base64 = (text: string | undefined): string | undefined =>
    text && Buffer.from(text).toString('base64');
  const user = identity.token
    ? { token: identity.token }
    : {
        'client-certificate-data': base64(identity.clientCertificate),
        'client-key-data': base64(identity.clientKey),
      };
  // JSON is YAML too, and nothing has to be quoted by hand.
  return `${JSON.stringify(
    {
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': 'berth',
      clusters: [
        {
          name: 'berth',
          cluster: {
            server: identity.server,
            'certificate-authority-data': base64(identity.ca),
            'insecure-skip-tls-verify': identity.insecure,
            'tls-server-name': identity.tlsServerName,
            'proxy-url': identity.proxyUrl,
          },
        },
      ],
      users: [{ name: identity.name, user }],
      contexts: [
        { name: 'berth', context: { cluster: 'berth', user: identity.name, namespace: identity.namespace } },
      ],
    },
    undefined,
    2,
  )}\n`;
}

/** The API server's address. */
export function kubeUrl(settings: Settings): string {
  return `https://${settings.nodeIp}:${settings.ports.kube}`;
}

/** Writes the kubeconfig of each part that talks to the API server, and of the administrator. */
export function writeKubeconfigs(settings: Settings): void {
  const parts = [
    'kubelet',
    'kube-controller-manager',
    'kube-scheduler',
    'kube-proxy',
    'coredns',
    'metrics-server',
  ];
  for (const name of [...parts, 'admin']) {
    const path = name === 'admin' ? settings.state.adminKubeconfig : kubeconfigPath(settings, name);
    const text = kubeconfigText({
      name,
      ca: pkiText(settings, 'kube-ca', 'crt'),
      server: kubeUrl(settings),
      clientCertificate: pkiText(settings, name, 'crt'),
      clientKey: pkiText(settings, name, 'key'),
    });
    writeFile(path, text);
  }
}

/** The kubeconfig of a part of the cluster. */
export function kubeconfigPath(settings: Settings, name: string): string {
  return join(settings.state.etc, `${name}.kubeconfig`);
}

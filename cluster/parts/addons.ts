import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { attempt } from '../lib/command';
import type { Daemon } from '../lib/daemon';
import { Failure } from '../lib/failure';
import { digest, readText, writeFile } from '../lib/files';
import { answers, call } from '../lib/http';
import { waitFor } from '../lib/wait';
import { kubeconfigPath, kubeUrl, pkiPath, pkiText } from '../pki';
import type { Settings } from '../settings';
import { adminCredentials, portCheck } from './control-plane';

const localhost = '127.0.0.1';

/** CoreDNS, on the node's address: pods reach it by the cluster DNS service. */
export function coredns(settings: Settings): Daemon {
  const path = join(settings.state.etc, 'Corefile');
  const configuration = [
    `.:${settings.ports.dns} {`,
    `  bind ${settings.nodeIp}`,
    '  errors',
    `  health ${localhost}:${settings.ports.dnsHealth}`,
    `  kubernetes ${settings.clusterDomain} in-addr.arpa ip6.arpa {`,
    `    kubeconfig ${kubeconfigPath(settings, 'coredns')}`,
    '    pods insecure',
    '    fallthrough in-addr.arpa ip6.arpa',
    '  }',
    '  forward . /etc/resolv.conf',
    '  cache 30',
    '  loop',
    '}',
    '',
  ].join('\n');
  writeFile(path, configuration, 0o644);
  return {
    name: 'coredns',
    command: [join(settings.state.bin, 'coredns'), '-conf', path],
    configuration: [
      configuration,
      readFileSync('/etc/resolv.conf', 'utf8'),
      pkiText(settings, 'coredns', 'crt'),
    ],
    before: portCheck(settings, 'dns', settings.nodeIp, 'the cluster DNS'),
    ready: answers({ url: `http://${localhost}:${settings.ports.dnsHealth}/health` }),
  };
}

/** metrics-server, which gives `kubectl top` and autoscaling their numbers. */
export function metricsServer(settings: Settings): Daemon {
  const kubeconfig = kubeconfigPath(settings, 'metrics-server');
  return {
    name: 'metrics-server',
    command: [
      join(settings.state.bin, 'metrics-server'),
      `--kubeconfig=${kubeconfig}`,
      `--authentication-kubeconfig=${kubeconfig}`,
      `--authorization-kubeconfig=${kubeconfig}`,
      `--bind-address=${settings.nodeIp}`,
      `--secure-port=${settings.ports.metrics}`,
      `--tls-cert-file=${pkiPath(settings, 'metrics-server', 'crt')}`,
      `--tls-private-key-file=${pkiPath(settings, 'metrics-server', 'key')}`,
      `--kubelet-certificate-authority=${pkiPath(settings, 'kube-ca', 'crt')}`,
      '--kubelet-preferred-address-types=InternalIP',
      '--metric-resolution=15s',
    ],
    configuration: [pkiText(settings, 'metrics-server', 'crt')],
    before: portCheck(settings, 'metrics', settings.nodeIp, 'metrics-server'),
    ready: answers({
      url: `https://${settings.nodeIp}:${settings.ports.metrics}/livez`,
      ca: pkiText(settings, 'kube-ca', 'crt'),
    }),
  };
}

/** Whether the API server serves resource metrics; they need two readings of the node. */
export function metricsServed(settings: Settings): () => Promise<string | undefined> {
  return async () => {
    const url = `${kubeUrl(settings)}/apis/metrics.k8s.io/v1beta1/nodes/${settings.nodeName}`;
    const answer = await call({ url, ...adminCredentials(settings) });
    return answer.status === 200 ? undefined : `no metrics of the node yet (${answer.status})`;
  };
}

type Manifest = Record<string, unknown>;

// A service without a selector, and by hand what a selector would have found: a process of the host.
function hostService(
  settings: Settings,
  name: string,
  service: Manifest,
  ports: { name: string; protocol: string; port: number }[],
): Manifest[] {
  const metadata = { name, namespace: 'kube-system' };
  return [
    { apiVersion: 'v1', kind: 'Service', metadata, spec: service },
    {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { ...metadata, labels: { 'kubernetes.io/service-name': name } },
      addressType: 'IPv4',
      endpoints: [{ addresses: [settings.nodeIp], conditions: { ready: true } }],
      ports,
    },
  ];
}

function roleFor(user: string, rules: Manifest[]): Manifest[] {
  const subjects = [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: user }];
  const apiVersion = 'rbac.authorization.k8s.io/v1';
  return [
    { apiVersion, kind: 'ClusterRole', metadata: { name: user }, rules },
    {
      apiVersion,
      kind: 'ClusterRoleBinding',
      metadata: { name: user },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: user },
      subjects,
    },
  ];
}

function dnsObjects(settings: Settings): Manifest[] {
  const read = ['list', 'watch'];
  return [
    ...roleFor('system:coredns', [
      { apiGroups: [''], resources: ['endpoints', 'services', 'pods', 'namespaces'], verbs: read },
      { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: read },
    ]),
    ...hostService(
      settings,
      'kube-dns',
      {
        clusterIP: settings.dnsIp,
        ports: [
          { name: 'dns', protocol: 'UDP', port: 53, targetPort: settings.ports.dns },
          { name: 'dns-tcp', protocol: 'TCP', port: 53, targetPort: settings.ports.dns },
        ],
      },
      [
        { name: 'dns', protocol: 'UDP', port: settings.ports.dns },
        { name: 'dns-tcp', protocol: 'TCP', port: settings.ports.dns },
      ],
    ),
  ];
}

function metricsObjects(settings: Settings): Manifest[] {
  const user = 'system:metrics-server';
  const subjects = [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: user }];
  const rbac = 'rbac.authorization.k8s.io/v1';
  return [
    ...roleFor(user, [
      { apiGroups: [''], resources: ['nodes/metrics'], verbs: ['get'] },
      { apiGroups: [''], resources: ['pods', 'nodes'], verbs: ['get', 'list', 'watch'] },
    ]),
    {
      apiVersion: rbac,
      kind: 'ClusterRoleBinding',
      metadata: { name: `${user}:auth-delegator` },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'system:auth-delegator' },
      subjects,
    },
    {
      apiVersion: rbac,
      kind: 'RoleBinding',
      metadata: { name: `${user}:auth-reader`, namespace: 'kube-system' },
      roleRef: {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'Role',
        name: 'extension-apiserver-authentication-reader',
      },
      subjects,
    },
    // The usual reach of `kubectl top`, for those who may view.
    {
      apiVersion: rbac,
      kind: 'ClusterRole',
      metadata: {
        name: 'system:aggregated-metrics-reader',
        labels: Object.fromEntries(
          ['admin', 'edit', 'view'].map((role) => [`rbac.authorization.k8s.io/aggregate-to-${role}`, 'true']),
        ),
      },
      rules: [
        { apiGroups: ['metrics.k8s.io'], resources: ['pods', 'nodes'], verbs: ['get', 'list', 'watch'] },
      ],
    },
    ...hostService(
      settings,
      'metrics-server',
      { ports: [{ name: 'https', protocol: 'TCP', port: 443, targetPort: settings.ports.metrics }] },
      [{ name: 'https', protocol: 'TCP', port: settings.ports.metrics }],
    ),
  ];
}

function metricsApi(settings: Settings): Manifest {
  return {
    apiVersion: 'apiregistration.k8s.io/v1',
    kind: 'APIService',
    metadata: { name: 'v1beta1.metrics.k8s.io' },
    spec: {
      group: 'metrics.k8s.io',
      version: 'v1beta1',
      groupPriorityMinimum: 100,
      versionPriority: 100,
      service: { name: 'metrics-server', namespace: 'kube-system' },
      caBundle: Buffer.from(pkiText(settings, 'kube-ca', 'crt')).toString('base64'),
    },
  };
}

async function apply(settings: Settings, stampName: string, items: Manifest[]): Promise<string> {
  const text = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  const stampPath = join(settings.state.stamps, stampName);
  const stamp = digest(text, pkiText(settings, 'kube-ca', 'crt'));
  if (readText(stampPath) === stamp) return 'unchanged';
  let problem = '';
  // A server that has just come up refuses some kinds for a moment.
  const reason = await waitFor(
    async () => {
      const outcome = await attempt(
        settings.state.kubectl,
        [
          `--kubeconfig=${settings.state.adminKubeconfig}`,
          'apply',
          '--server-side',
          '--force-conflicts',
          '--field-manager=berth-rig',
          '-f',
          '-',
        ],
        { input: text },
      );
      problem = outcome.stderr.trim();
      return outcome.code === 0 ? undefined : problem;
    },
    30_000,
    500,
  );
  if (reason !== undefined) throw new Failure(`the cluster refused the objects of ${stampName}: ${problem}`);
  writeFile(stampPath, stamp, 0o644);
  return 'applied';
}

/** Creates what CoreDNS and metrics-server need in the cluster. */
export function ensureSystemObjects(settings: Settings): Promise<string> {
  return apply(settings, 'system-objects', [...dnsObjects(settings), ...metricsObjects(settings)]);
}

/**
 * Registers the metrics API. Only once metrics-server runs: until then the API
 * server would report a broken group, and deleting a namespace waits for that.
 */
export function ensureMetricsApi(settings: Settings): Promise<string> {
  return apply(settings, 'metrics-api', [metricsApi(settings)]);
}

/** The label, and taint, of nodes and pods that are only simulated. */
export const SIMULATED = 'berth.dev/simulated';

interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; labels?: Record<string, string> };
  [key: string]: unknown;
}

/** The name of the simulated node with a number. */
function nodeName(number: number): string {
  return `simulated-${String(number).padStart(3, '0')}`;
}

/** A node that only kwok plays; what does not ask for it is never placed there. */
export function simulatedNode(number: number): KubeObject {
  const name = nodeName(number);
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
        [SIMULATED]: 'true',
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'kubernetes.io/arch': 'amd64',
      },
    },
    spec: { taints: [{ key: SIMULATED, value: 'true', effect: 'NoSchedule' }] },
  };
}

/** A namespace for simulated pods, labelled as those that Berth manages. */
export function simulatedNamespace(name: string): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels: { 'berth.dev/managed': 'true', [SIMULATED]: 'true' } },
  };
}

const PODS_OF_AN_APP = 10;
const IMAGE =
  'registry.example.com/shop/checkout@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

/** A pod on a simulated node, as large as pods in use are, and allowed where pod security is restricted. */
export function simulatedPod(namespace: string, number: number, nodes: number): KubeObject {
  const app = `app-${String(Math.floor(number / PODS_OF_AN_APP)).padStart(4, '0')}`;
  const probe = (path: string) => ({
    httpGet: { path, port: 8080 },
    initialDelaySeconds: 3,
    periodSeconds: 10,
    timeoutSeconds: 2,
    failureThreshold: 6,
  });
  const labels = {
    'app.kubernetes.io/name': app,
    'app.kubernetes.io/instance': app,
    'app.kubernetes.io/part-of': namespace,
    'app.kubernetes.io/version': '2026.8.1',
    'pod-template-hash': '6b8f7c9d5f',
    [SIMULATED]: 'true',
  };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `${app}-6b8f7c9d5f-${String(number).padStart(5, '0')}`,
      namespace,
      labels,
    },
    spec: {
      // Bound already: thousands of decisions of the scheduler are not what is looked at.
      nodeName: nodeName(number % nodes),
      nodeSelector: { [SIMULATED]: 'true' },
      tolerations: [{ key: SIMULATED, operator: 'Exists' }],
      automountServiceAccountToken: false,
      terminationGracePeriodSeconds: 30,
      securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          name: 'web',
          image: IMAGE,
          ports: [{ name: 'http', containerPort: 8080 }],
          env: Array.from({ length: 8 }, (_, at) => ({
            name: `SETTING_${at}`,
            value: `a value of setting ${at} of ${app}`,
          })),
          resources: {
            requests: { cpu: '10m', memory: '16Mi' },
            limits: { cpu: '50m', memory: '32Mi' },
          },
          readinessProbe: probe('/readyz'),
          livenessProbe: probe('/healthz'),
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
          volumeMounts: [{ name: 'scratch', mountPath: '/tmp' }],
        },
      ],
      volumes: [{ name: 'scratch', emptyDir: {} }],
    },
  };
}

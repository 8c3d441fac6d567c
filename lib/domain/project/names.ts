/** Namespaces that belong to Kubernetes, to Berth, or to platforms that people run beside it. */
const RESERVED = new Set(['default', 'kube', 'berth', 'openshift', 'rancher', 'istio', 'cattle', 'harbor']);
const RESERVED_PREFIXES = [
  'kube-',
  'berth-',
  'openshift-',
  'cattle-',
  'rancher-',
  'istio-',
  'cert-manager',
  'gateway-',
  'ingress-',
  'monitoring-system',
];
/** Words that stand in paths after `/projects/`, so that a page of a project can't hide another page. */
const PATH_WORDS = new Set(['new', 'create', 'all']);

/** True for a name that no project may have, whoever asks. */
export function isReservedProjectName(name: string): boolean {
  return (
    RESERVED.has(name) || PATH_WORDS.has(name) || RESERVED_PREFIXES.some((prefix) => name.startsWith(prefix))
  );
}

export const ENVIRONMENTS = ['dev', 'test', 'staging', 'prod'] as const;
export type Environment = (typeof ENVIRONMENTS)[number];

export const POD_SECURITY_LEVELS = ['privileged', 'baseline', 'restricted'] as const;
export type PodSecurityLevel = (typeof POD_SECURITY_LEVELS)[number];

export const PROJECT_PHASES = ['creating', 'active', 'broken', 'deleting'] as const;
export type ProjectPhase = (typeof PROJECT_PHASES)[number];

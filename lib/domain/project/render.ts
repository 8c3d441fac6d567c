import { allKubeGroups } from '../access';
import { LABELS, projectLabels, type ProjectIdentity } from './labels';
import type { Environment, PodSecurityLevel } from './names';
import { quotaHard, type Quota } from './quota';

/** A Kubernetes object as it is sent. */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; labels?: Record<string, string> };
  [key: string]: unknown;
}

/** Everything that decides what a project is made of. */
export interface ProjectSpec extends ProjectIdentity {
  environment: Environment;
  podSecurity: PodSecurityLevel;
  quota: Quota;
}

export const QUOTA_NAME = 'berth-quota';

/** The namespace; its Pod Security level is enforced, and what would not meet `restricted` is warned of and audited. */
export function renderNamespace(project: ProjectSpec): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: project.name,
      labels: {
        ...projectLabels(project),
        [LABELS.environment]: project.environment,
        'pod-security.kubernetes.io/enforce': project.podSecurity,
        'pod-security.kubernetes.io/enforce-version': 'latest',
        'pod-security.kubernetes.io/warn': 'restricted',
        'pod-security.kubernetes.io/warn-version': 'latest',
        'pod-security.kubernetes.io/audit': 'restricted',
        'pod-security.kubernetes.io/audit-version': 'latest',
      },
    },
  };
}

/** What goes into the namespace, without Secrets, in the order in which it is applied: rules first, people last. */
export function renderProject(project: ProjectSpec): Manifest[] {
  return [
    renderResourceQuota(project),
    renderLimitRange(project),
    ...renderNetworkPolicies(project),
    ...renderRoleBindings(project),
  ];
}

/** The quota. */
function renderResourceQuota(project: ProjectSpec): Manifest {
  return inProject(project, 'v1', 'ResourceQuota', QUOTA_NAME, { spec: { hard: quotaHard(project.quota) } });
}

/** Defaults for containers that say nothing, without which the quota would refuse them. */
function renderLimitRange(project: ProjectSpec): Manifest {
  return inProject(project, 'v1', 'LimitRange', 'berth-limits', {
    spec: {
      limits: [
        {
          type: 'Container',
          default: { cpu: '500m', memory: '256Mi' },
          defaultRequest: { cpu: '100m', memory: '128Mi' },
        },
      ],
    },
  });
}

/** Nothing comes in from outside the project; inside it pods reach each other, and they may call out. */
function renderNetworkPolicies(project: ProjectSpec): Manifest[] {
  return [
    inProject(project, 'networking.k8s.io/v1', 'NetworkPolicy', 'berth-deny-ingress', {
      spec: { podSelector: {}, policyTypes: ['Ingress'] },
    }),
    inProject(project, 'networking.k8s.io/v1', 'NetworkPolicy', 'berth-allow-same-project', {
      spec: { podSelector: {}, policyTypes: ['Ingress'], ingress: [{ from: [{ podSelector: {} }] }] },
    }),
  ];
}

/** One binding for each role and right: its group gets the ClusterRole of the same name, in this namespace only. */
function renderRoleBindings(project: ProjectSpec): Manifest[] {
  return allKubeGroups(project.name).map((group) => {
    const name = `berth-${group.slice(group.lastIndexOf(':') + 1)}`;
    return inProject(project, 'rbac.authorization.k8s.io/v1', 'RoleBinding', name, {
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name },
      subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: group }],
    });
  });
}

function inProject(
  project: ProjectSpec,
  apiVersion: string,
  kind: string,
  name: string,
  rest: Record<string, unknown>,
): Manifest {
  return {
    apiVersion,
    kind,
    metadata: { name, namespace: project.name, labels: projectLabels(project) },
    ...rest,
  };
}

import { Problem } from '@/lib/domain/problem';
import type { KubeRef } from './types';

interface Resource {
  plural: string;
  namespaced: boolean;
}

/** Every kind that Berth handles; others do not exist for it. */
const RESOURCES: Record<string, Resource> = {
  'v1/Namespace': { plural: 'namespaces', namespaced: false },
  'v1/Node': { plural: 'nodes', namespaced: false },
  'v1/Pod': { plural: 'pods', namespaced: true },
  'v1/Service': { plural: 'services', namespaced: true },
  'v1/ServiceAccount': { plural: 'serviceaccounts', namespaced: true },
  'v1/Secret': { plural: 'secrets', namespaced: true },
  'v1/ConfigMap': { plural: 'configmaps', namespaced: true },
  'v1/Event': { plural: 'events', namespaced: true },
  'v1/ResourceQuota': { plural: 'resourcequotas', namespaced: true },
  'v1/LimitRange': { plural: 'limitranges', namespaced: true },
  'v1/PersistentVolumeClaim': { plural: 'persistentvolumeclaims', namespaced: true },
  'apps/v1/Deployment': { plural: 'deployments', namespaced: true },
  'apps/v1/ReplicaSet': { plural: 'replicasets', namespaced: true },
  'apps/v1/StatefulSet': { plural: 'statefulsets', namespaced: true },
  'apps/v1/DaemonSet': { plural: 'daemonsets', namespaced: true },
  'batch/v1/Job': { plural: 'jobs', namespaced: true },
  'batch/v1/CronJob': { plural: 'cronjobs', namespaced: true },
  'networking.k8s.io/v1/NetworkPolicy': { plural: 'networkpolicies', namespaced: true },
  'networking.k8s.io/v1/Ingress': { plural: 'ingresses', namespaced: true },
  'rbac.authorization.k8s.io/v1/Role': { plural: 'roles', namespaced: true },
  'rbac.authorization.k8s.io/v1/RoleBinding': { plural: 'rolebindings', namespaced: true },
  'rbac.authorization.k8s.io/v1/ClusterRole': { plural: 'clusterroles', namespaced: false },
  'rbac.authorization.k8s.io/v1/ClusterRoleBinding': { plural: 'clusterrolebindings', namespaced: false },
  'coordination.k8s.io/v1/Lease': { plural: 'leases', namespaced: true },
  'authentication.k8s.io/v1/SelfSubjectReview': { plural: 'selfsubjectreviews', namespaced: false },
  'authorization.k8s.io/v1/SelfSubjectAccessReview': {
    plural: 'selfsubjectaccessreviews',
    namespaced: false,
  },
  'policy/v1/PodDisruptionBudget': { plural: 'poddisruptionbudgets', namespaced: true },
  'autoscaling/v2/HorizontalPodAutoscaler': { plural: 'horizontalpodautoscalers', namespaced: true },
};

// RFC 1123 subdomain, and the colons that RBAC names may hold.
const NAME = /^[a-z0-9]([-a-z0-9.:]*[a-z0-9])?$/i;

/** One encoded path segment of a name from outside; throws for what no Kubernetes name can be (`..`, `/`, `%`, blanks). */
export function segment(name: string): string {
  if (name.length > 253 || !NAME.test(name) || name.includes('..')) {
    throw new Problem('cluster.invalid', { detail: `“${name.slice(0, 80)}” is not a name` });
  }
  return encodeURIComponent(name);
}

/** The path of an object or collection at the API server. */
export function pathOf(ref: KubeRef, subresource?: string): string {
  const resource = RESOURCES[`${ref.apiVersion}/${ref.kind}`];
  if (!resource) throw new Error(`unknown kind ${ref.apiVersion} ${ref.kind}`);
  const root = ref.apiVersion.includes('/') ? `/apis/${ref.apiVersion}` : `/api/${ref.apiVersion}`;
  if (resource.namespaced && !ref.namespace && ref.name)
    throw new Error(`${ref.kind} ${ref.name} needs a namespace`);
  const space = resource.namespaced && ref.namespace ? `/namespaces/${segment(ref.namespace)}` : '';
  const object = ref.name === undefined ? '' : `/${segment(ref.name)}`;
  return `${root}${space}/${resource.plural}${object}${subresource ? `/${subresource}` : ''}`;
}

/** The reference of an object that one holds. */
export function refOf(object: {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string };
}): KubeRef {
  const { apiVersion, kind, metadata } = object;
  return {
    apiVersion,
    kind,
    name: metadata.name,
    ...(metadata.namespace ? { namespace: metadata.namespace } : {}),
  };
}

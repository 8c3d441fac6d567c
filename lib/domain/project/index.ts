export {
  ENVIRONMENTS,
  POD_SECURITY_LEVELS,
  PROJECT_PHASES,
  isReservedProjectName,
  type Environment,
  type PodSecurityLevel,
  type ProjectPhase,
} from './names';
export {
  DEFAULT_QUOTA,
  LEAST_MEMORY,
  capBreach,
  capsLeft,
  cpuCapSchema,
  defaultQuotaWithin,
  exceededBy,
  memoryCapSchema,
  quotaSchema,
  quotaUse,
  readQuota,
  storedQuotaSchema,
  type CapBreach,
  type Quota,
  type QuotaUse,
  type TenantCaps,
} from './quota';
export { isNamespaceOf, type ProjectIdentity } from './labels';
export { QUOTA_NAME, renderNamespace, renderProject, type Manifest, type ProjectSpec } from './render';
export { pullSecretName, renderPullSecret, type PullCredentials } from './pull-secret';
export { sumPodResources, type PodResources, type ResourceSums } from './pod-resources';

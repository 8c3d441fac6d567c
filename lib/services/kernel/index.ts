export type { Caller } from './caller';
export { useCase, projectOf, tenantOf, type Context, type UseCase } from './use-case';
export { authorise, projectScope, requireSignIn, tenantScope, type ResolvedScope } from './authorise';
export { canonical, recordIntent, type AuditRecord } from './audit';
export { audited } from './audited';
export { kubeAs } from './kube';
export { guardRight, type LostRight } from './right-guard';
export { closeAfterRestart, leftBehindBefore } from './close-after-restart';

export type * from './types';
export { asConsole, asUser, type Identity } from './client';
export { ensureImpersonable, forgetImpersonable } from './impersonation';
export { statusOf, type KubeStatus } from './errors';
export { DEFAULT_CLUSTER } from './transport';

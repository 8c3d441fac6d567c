export type * from './types';
export type * from './rows';
export { isBadRequest } from './errors';
export { asConsole, asUser, type Identity } from './client';
export { clusterCache, type ClusterCache, type KindCache } from './cache';
export type { Change, Freshness } from './reflector';
export { podUsage, type PodUsage } from './usage';
export { ensureImpersonable, forgetImpersonable } from './impersonation';
export { DEFAULT_CLUSTER } from './transport';

export { checkAdministrator, checkClusters, checkDatabase, checkMigrations, type Check } from './checks';
export { installationId } from './installation';
export { readMetrics } from './metrics';
export { checkRegistries } from './registries';
export { pruneRows } from './retention';
export { readiness, type Readiness } from './readiness';

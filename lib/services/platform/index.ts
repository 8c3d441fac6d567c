export { checkAdministrator, checkClusters, checkDatabase, checkMigrations, type Check } from './checks';
export { databasePulse } from './database-state';
export { installationId } from './installation';
export { readMetrics } from './metrics';
export { checkRegistries } from './registries';
export { pruneRows } from './retention';
export { readiness, type Readiness } from './readiness';

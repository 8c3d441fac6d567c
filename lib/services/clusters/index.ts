export { listClusters } from './list';
export { ensureDefaultCluster } from './ensure-default';

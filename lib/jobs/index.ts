export { registerReconciler, type Reconciler } from './registry';
export { startJobs } from './start';

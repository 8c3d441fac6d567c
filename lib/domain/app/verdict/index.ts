export { judge } from './verdict';
export type * from './facts';
export { isEvicted } from './evictions';
export { reasonText } from './reasons';
export { isOutage, statusText } from './status-text';
export { mayHoldShell, podEnd, podState, podStatus, POD_STATES, type PodState } from './pod-status';
export { pullDetail } from './pull';

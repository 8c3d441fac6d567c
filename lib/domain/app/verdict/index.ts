export { judge } from './verdict';
export type * from './facts';
export { reasonText } from './reasons';
export { isOutage, statusText } from './status-text';
export { mayHoldShell, podState, podStatus, POD_STATES, type PodState } from './pod-status';
export { pullDetail } from './pull';

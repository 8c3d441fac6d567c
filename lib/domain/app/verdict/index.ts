export { judge } from './verdict';
export type * from './facts';
export { reasonText } from './reasons';
export { isOutage, statusText } from './status-text';
export { podStatus } from './pod-status';
export { pullDetail } from './pull';

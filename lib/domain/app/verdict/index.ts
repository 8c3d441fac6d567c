export { judge } from './verdict';
export type * from './facts';
export { isReason, reasonText } from './reasons';
export { podStatus } from './pod-status';

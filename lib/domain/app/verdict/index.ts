export { judge, type AppVerdict } from './verdict';
export type * from './facts';
export type { Evidence } from './cause';
export { REASONS, isReason, reasonText, type Reason } from './reasons';
export { podStatus } from './pod-status';

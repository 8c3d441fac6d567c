export * from './spec';
export { REASONS, isReason, reasonText, type Reason } from './verdict/reasons';

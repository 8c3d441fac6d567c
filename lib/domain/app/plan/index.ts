export {
  nameFindings,
  platformFindings,
  secretFindings,
  securityFindings,
  takenFinding,
  warningFindings,
} from './checks';
export type { Finding } from './finding';
export { limitFindings, type LimitFacts } from './limits';
export { roomFindings } from './room';
export { quotaAnswer, quotaFindings, type Load, type QuotaFacts } from './quota';

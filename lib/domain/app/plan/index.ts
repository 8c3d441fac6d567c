export { nameFindings, platformFindings, secretFindings, securityFindings, warningFindings } from './checks';
export type { Finding } from './finding';
export { limitFindings, type LimitFacts } from './limits';
export { quotaAnswer, quotaFindings, type Load, type QuotaFacts } from './quota';

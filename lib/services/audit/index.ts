export { listAudit, listProjectAudit } from './list';
export { exportAudit } from './export';
export { verifyAudit, type AuditCheck, type BrokenRow } from './verify';

export { db, type Tx } from './client';
export { probeDatabase } from './probe';
export { migrate, pendingMigrations } from './migrate';
export { isUniqueViolation, isUnreachable } from './errors';
export * from './generated/enums';
export type * from './generated/models';
export { Prisma } from './generated/client';
export type {
  User,
  Session,
  ApiToken,
  Tenant,
  TenantMember,
  Cluster,
  Project,
  ProjectMember,
  Registry,
  App,
  Release,
  CrashLog,
  ShellSession,
  ShellRecording,
  LogExcerpt,
  AuditEvent,
  AuditOutcome,
} from './generated/client';
export { literal } from './like';

import type { Access } from '@/lib/contract/operation';
import { recordIntent, type AuditRecord, type Intent } from './audit';
import { authorise } from './authorise';

/**
 * On record before anything is tried, so that what is refused stands in the audit, too: audit row → authorise → run.
 * What `run` throws closes the row; that it succeeded is said by `run`, at the end of what it began.
 */
export async function audited<T>(
  intent: Intent,
  access: Access,
  run: (audit: AuditRecord) => Promise<T>,
): Promise<T> {
  const audit = await recordIntent(intent);
  try {
    authorise(intent.principal, access, intent.resolved.scope, intent.resolved.tenant?.name);
    return await run(audit);
  } catch (error) {
    await audit.fail(error);
    throw error;
  }
}

import { audited as auditedAs, type AuditRecord, type Caller } from '@/lib/services/kernel';
import type { Principal } from '@/lib/domain/access';

/** An act that does not come through an operation (sign-in, sign-out, command line, first start). */
export interface AuditedAct {
  caller: Caller;
  principal: Principal;
  action: string;
  target: string;
  input?: Record<string, unknown>;
}

/** Runs an act between its audit row and its outcome, as `useCase` does for operations; anybody may. */
export async function audited<T>(act: AuditedAct, run: (record: AuditRecord) => Promise<T>): Promise<T> {
  const intent = { ...act, resolved: { scope: { kind: 'platform' as const } }, input: act.input ?? {} };
  return auditedAs(intent, 'public', async (record) => {
    const result = await run(record);
    await record.succeed();
    return result;
  });
}

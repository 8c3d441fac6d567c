import { audited as auditedAct, type AuditRecord, type Caller } from '@/lib/services/kernel';
import type { Principal } from '@/lib/domain/access';

/** An act that does not come through an operation (sign-in, sign-out, command line, first start). */
export interface AuditedAct {
  caller: Caller;
  principal: Principal;
  action: string;
  target: string;
  input?: Record<string, unknown>;
}

/** Runs an act on the platform between its audit row and its outcome; whether it may be done is for the act to say. */
export function audited<T>(act: AuditedAct, run: (record: AuditRecord) => Promise<T>): Promise<T> {
  const intent = { input: {}, ...act, resolved: { scope: { kind: 'platform' as const } } };
  return auditedAct(intent, 'public', async (record) => {
    const result = await run(record);
    await record.succeed();
    return result;
  });
}

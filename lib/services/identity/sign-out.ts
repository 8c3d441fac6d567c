import { db } from '@/lib/db';
import type { Caller } from '@/lib/services/kernel';
import { audited } from './audited';

/** Ends the caller's own session at once; nothing when there is none. */
export async function signOut(caller: Caller): Promise<void> {
  const { principal } = caller;
  if (principal?.via !== 'session') return;
  await audited({ caller, principal, action: 'session.end', target: principal.name }, async () => {
    await db().session.updateMany({
      where: { id: principal.credentialId, revokedAt: null },
      data: { revokedAt: new Date() },
    });
  });
}

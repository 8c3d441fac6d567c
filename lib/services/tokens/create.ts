import { createToken as operation } from '@/lib/contract/tokens';
import { db } from '@/lib/db';
import { useCase } from '@/lib/services/kernel';
import { issueToken } from './issue';

/** A token for the caller. One that was made with a token does not outlive it, so a leaked one can't renew itself. */
export const createToken = useCase(operation, {
  target: ({ body }) => body.name,
  run: async ({ principal, audit }, { body }) => {
    const parent =
      principal.via === 'token'
        ? await db().apiToken.findUnique({
            where: { id: principal.credentialId },
            select: { expiresAt: true },
          })
        : null;
    const made = await issueToken(principal.userId, { ...body, notAfter: parent?.expiresAt ?? null });
    if (audit) audit.after = { id: made.id, prefix: made.prefix, expiresAt: made.expiresAt };
    return made;
  },
});

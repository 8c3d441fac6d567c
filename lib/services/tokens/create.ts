import { createToken as operation } from '@/lib/contract/tokens';
import { useCase } from '@/lib/services/kernel';
import { issueToken } from './issue';

/** A token for the caller. One that was made with a token ends with it, so a leaked one can't renew itself. */
export const createToken = useCase(operation, {
  target: ({ body }) => body.name,
  run: async ({ principal, audit }, { body }) => {
    const parentId = principal.via === 'token' ? principal.credentialId : undefined;
    const made = await issueToken(principal.userId, { ...body, parentId });
    if (audit) {
      const { id, prefix, expiresAt } = made;
      audit.after = { id, prefix, expiresAt, ...(parentId === undefined ? {} : { parentId }) };
    }
    return made;
  },
});

import { generatePassword, hashPassword } from '@/lib/auth';
import { createUser as operation } from '@/lib/contract/users';
import { db, isUniqueViolation } from '@/lib/db';
import { Problem } from '@/lib/domain/problem';
import { checkNewPassword } from '@/lib/services/identity';
import { useCase } from '@/lib/services/kernel';
import { auditedUser, shownUser } from './shown';

/** Makes a user, with the password given or a generated one that only this answer shows. */
export const createUser = useCase(operation, {
  target: ({ body }) => body.name,
  run: async ({ audit }, { body }) => {
    if (body.password !== undefined) checkNewPassword(body.password, body.name);
    const password = body.password ?? generatePassword();
    const passwordHash = await hashPassword(password);
    const row = await db()
      .user.create({
        data: {
          name: body.name,
          displayName: body.displayName ?? body.name,
          email: body.email ?? null,
          platformRole: body.platformRole,
          passwordHash,
          mustChange: body.mustChange ?? true,
        },
      })
      .catch((error: unknown) => {
        if (!isUniqueViolation(error)) throw error;
        throw new Problem(
          'resource.exists',
          { what: body.name },
          { fields: [{ path: 'name', message: 'This name is taken.' }] },
        );
      });
    if (audit) audit.after = auditedUser(row);
    return { ...shownUser(row), password: body.password === undefined ? password : null };
  },
});

import { generatePassword } from '@/lib/auth';
import { resetPassword as operation } from '@/lib/contract/users';
import { db } from '@/lib/db';
import { Problem } from '@/lib/domain/problem';
import { checkNewPassword, setPassword } from '@/lib/services/identity';
import { useCase } from '@/lib/services/kernel';
import { userNamed } from './find';

/** Gives another user a new password, ends all their sessions and revokes their tokens; a generated one is only in this answer. */
export const resetPassword = useCase(operation, {
  run: async ({ principal, audit }, { params, body }) => {
    const user = await userNamed(params.user);
    // A session that was left open, or stolen, must not be enough to take the account over.
    if (user.id === principal.userId) throw new Problem('user.own_password');
    if (body.password !== undefined) checkNewPassword(body.password, user.name);
    const password = body.password ?? generatePassword();
    const ended = await setPassword(user.id, password, {
      mustChange: body.mustChange ?? true,
    });
    // Whoever had the old password may have made tokens with it.
    const tokens = await db().apiToken.updateMany({
      where: { userId: user.id, revokedAt: null },
      data: { revokedAt: new Date() },
    });
    if (audit) audit.after = { sessionsEnded: ended, tokensRevoked: tokens.count };
    return { password: body.password === undefined ? password : null };
  },
});

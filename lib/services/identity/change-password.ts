import { verifyPassword } from '@/lib/auth';
import { changeMyPassword as operation } from '@/lib/contract/me';
import { db } from '@/lib/db';
import { Problem, fieldProblem } from '@/lib/domain/problem';
import { useCase } from '@/lib/services/kernel';
import { checkNewPassword, setPassword } from './set-password';
import { countTry } from './sign-in-limit';

/** Changes one's own password; whoever holds a stolen session can't guess the present one without being slowed down. */
export const changeMyPassword = useCase(operation, {
  target: () => 'me',
  // Both fields are passwords, and the audit can't be cleaned.
  auditInput: () => ({}),
  run: async ({ principal, caller, audit }, { body }) => {
    const user = await db().user.findUnique({ where: { id: principal.userId } });
    if (!user) throw new Problem('auth.required');
    checkNewPassword(body.password, user.name);
    const counted = await countTry(user.name, caller.address, caller.signal);
    if (!(await verifyPassword(user.passwordHash, body.current))) {
      throw new Problem(
        'password.current',
        {},
        { fields: [{ path: 'current', message: 'The current password is wrong.' }] },
      );
    }
    await counted.forget();
    if (body.password === body.current)
      throw fieldProblem('password', 'Choose another password than the present one.');
    const ended = await setPassword(user.id, body.password, {
      mustChange: false,
      keepSession: principal.via === 'session' ? principal.credentialId : undefined,
    });
    if (audit) audit.after = { sessionsEnded: ended };
    return null;
  },
});

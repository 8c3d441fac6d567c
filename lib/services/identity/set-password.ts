import { hashPassword } from '@/lib/auth';
import { db } from '@/lib/db';
import { passwordFault, passwordFaultText } from '@/lib/domain/identity';
import { fieldProblem } from '@/lib/domain/problem';

/** Throws on the field `password` when the rules refuse it. */
export function checkNewPassword(password: string, userName: string): void {
  const fault = passwordFault(password, userName);
  if (fault) throw fieldProblem('password', passwordFaultText(fault));
}

/** Stores a new password and ends the user's sessions, all but `keepSession`, in one step. Returns how many ended. */
export async function setPassword(
  userId: string,
  password: string,
  options: { mustChange: boolean; keepSession?: string },
): Promise<number> {
  const passwordHash = await hashPassword(password);
  return db().$transaction(async (tx) => {
    await tx.user.update({ where: { id: userId }, data: { passwordHash, mustChange: options.mustChange } });
    const { count } = await tx.session.updateMany({
      where: {
        userId,
        revokedAt: null,
        ...(options.keepSession ? { id: { not: options.keepSession } } : {}),
      },
      data: { revokedAt: new Date() },
    });
    return count;
  });
}

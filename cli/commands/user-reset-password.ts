import { OPERATOR, localCaller } from '@/lib/services/identity';
import { resetPassword } from '@/lib/services/users';
import { oneWord, readArguments } from '../arguments';

/** `user reset-password NAME`: prints the new password on standard output. */
export async function userResetPassword(args: string[]): Promise<number> {
  const { positionals } = readArguments(args, {});
  const user = oneWord(positionals, 'user');
  const { password } = await resetPassword.call(localCaller(OPERATOR), {
    params: { user },
    query: undefined,
    body: {},
  });
  process.stderr.write(
    `New password of ${user}, shown this once; all sessions ended, it must be changed at sign-in.\n`,
  );
  process.stdout.write(`${password ?? ''}\n`);
  return 0;
}

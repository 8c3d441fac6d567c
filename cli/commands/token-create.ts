import { createTokenFor } from '@/lib/services/tokens';
import { OPERATOR, localCaller } from '@/lib/services/identity';
import { readArguments } from '../arguments';
import { UsageError } from '../usage';

/** `token create`: prints the token and nothing else on standard output. */
export async function tokenCreate(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(args, {
    user: { type: 'string' },
    days: { type: 'string' },
    name: { type: 'string', default: 'command line' },
  });
  if (!values.user || positionals.length > 0) throw new UsageError('Name the user: --user NAME.');
  const days = values.days === undefined ? undefined : Number(values.days);
  const made = await createTokenFor(localCaller(OPERATOR), { user: values.user, name: values.name, days });
  process.stderr.write(
    `A token for ${values.user}, until ${made.expiresAt ?? 'it is deleted'}. It is shown this once.\n`,
  );
  process.stdout.write(`${made.token}\n`);
  return 0;
}

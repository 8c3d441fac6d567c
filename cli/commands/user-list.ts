import type { Answer } from '@/lib/contract/operation';
import type * as contract from '@/lib/contract/users';
import { OPERATOR, localCaller } from '@/lib/services/identity';
import { listUsers } from '@/lib/services/users';
import { readArguments } from '../arguments';

type Row = Answer<typeof contract.listUsers>['items'][number];

/** `user list`: one line for each user. */
export async function userList(args: string[]): Promise<number> {
  readArguments(args, {});
  const rows: Row[] = [];
  let cursor: string | undefined;
  do {
    const page = await listUsers.call(localCaller(OPERATOR), {
      params: undefined,
      query: { limit: 500, cursor },
      body: undefined,
    });
    rows.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  const lines = rows.map((row) => [
    row.name,
    row.platformRole,
    row.disabled ? 'disabled' : 'active',
    row.lastSignInAt ?? 'never signed in',
    row.displayName,
  ]);
  process.stdout.write(table([['NAME', 'ROLE', 'STATE', 'LAST SIGN-IN', 'DISPLAY NAME'], ...lines]));
  return 0;
}

function table(rows: string[][]): string {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

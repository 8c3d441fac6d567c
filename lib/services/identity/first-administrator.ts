import { generatePassword, hashPassword } from '@/lib/auth';
import { config } from '@/lib/config';
import { db, isUniqueViolation } from '@/lib/db';
import { CONSOLE, localCaller } from './actors';
import { audited } from './audited';

const NAME = 'admin';

/**
 * Makes the first administrator when nobody is there: with BERTH_ADMIN_PASSWORD, or with a generated password that
 * is written to standard error this once. An account that exists is never touched.
 */
export async function ensureFirstAdministrator(): Promise<void> {
  if ((await db().user.count()) > 0) return;
  const given = config().BERTH_ADMIN_PASSWORD;
  const password = given ?? generatePassword();
  const passwordHash = await hashPassword(password);
  try {
    await audited(
      { caller: localCaller(CONSOLE), principal: CONSOLE, action: 'user.create', target: NAME },
      async (record) => {
        await db().user.create({
          data: { name: NAME, displayName: 'Administrator', platformRole: 'admin', passwordHash },
        });
        record.after = { name: NAME, platformRole: 'admin' };
      },
    );
  } catch (error) {
    // Another replica, starting at the same moment, was first; its password is the one that counts.
    if (isUniqueViolation(error)) return;
    throw error;
  }
  if (given === undefined) process.stderr.write(announcement(password));
}

function announcement(password: string): string {
  const lines = [
    'Berth made the first administrator.',
    '',
    `  Name:      ${NAME}`,
    `  Password:  ${password}`,
    '',
    'It is shown this once. Change it after signing in, under Settings.',
  ];
  const rule = '─'.repeat(68);
  return `\n${rule}\n${lines.map((line) => `  ${line}`.trimEnd()).join('\n')}\n${rule}\n\n`;
}

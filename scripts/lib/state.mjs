// Where the local rig keeps its things. Plain Node without dependencies: the
// bootstrap needs it before anything is installed, and tests and scripts may
// import it too.
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this checkout. */
export const checkout = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Where running rigs of this machine are recorded: there can be one at a time. */
export const runFolder = '/run/berth';

// A unix socket's path ends at 108 bytes, and the kubelet's longest is 40 below the state folder.
const longestFolder = 66;

/** The first folder on the way to `folder` that another system user can't enter, if there is one. */
function closedFolder(folder) {
  const closed = [];
  for (let at = folder; ; at = dirname(at)) {
    const found = statSync(at, { throwIfNoEntry: false });
    if (found && (found.mode & 0o001) === 0) closed.push(at);
    if (at === dirname(at)) break;
  }
  return closed.at(-1);
}

/** Why the rig can't live in `folder`, or undefined when it can. */
function unfit(folder) {
  if (Buffer.byteLength(folder) > longestFolder) return 'its path is too long for unix sockets';
  if (/\s/.test(folder)) return 'its path has blanks';
  // Without root the database runs as the same user as all else.
  if (process.getuid?.() !== 0) return undefined;
  const closed = closedFolder(dirname(folder));
  return closed && `PostgreSQL's system user can't enter ${closed}`;
}

/**
 * The state folder: BERTH_STATE, or `.berth` in the checkout, or, where that
 * can't work, a folder under /var/lib named after the checkout.
 */
export function resolveState(env = process.env) {
  if (env.BERTH_STATE) {
    const folder = resolve(checkout, env.BERTH_STATE);
    const problem = unfit(folder);
    if (problem) {
      throw new Error(
        `BERTH_STATE can't be ${folder}: ${problem}. Choose a short path that others can enter.`,
      );
    }
    return { folder, note: undefined };
  }
  const folder = join(checkout, '.berth');
  const problem = unfit(folder);
  if (!problem) return { folder, note: undefined };
  const name = createHash('sha256').update(checkout).digest('hex').slice(0, 8);
  const other = `/var/lib/berth-${name}`;
  return { folder: other, note: `State is kept in ${other}, because ${folder} can't be used: ${problem}.` };
}

/** The paths in a state folder that others may rely on. */
export function statePaths(folder = resolveState().folder) {
  const secrets = join(folder, 'secrets');
  return {
    folder,
    bin: join(folder, 'bin'),
    kubectl: join(folder, 'bin', 'kubectl'),
    log: join(folder, 'log'),
    run: join(folder, 'run'),
    etc: join(folder, 'etc'),
    pki: join(folder, 'pki'),
    secrets,
    stamps: join(folder, 'stamps'),
    adminKubeconfig: join(folder, 'kubeconfig', 'admin.yaml'),
    consoleKubeconfig: join(folder, 'kubeconfig', 'console.yaml'),
    consoleEnv: join(folder, 'console.env'),
    adminPassword: join(secrets, 'admin-password'),
    registryPassword: join(secrets, 'registry-password'),
    secretKey: join(secrets, 'secret-key'),
    databasePassword: join(secrets, 'database-password'),
  };
}

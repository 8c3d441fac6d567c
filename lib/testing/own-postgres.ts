import { execFileSync, spawn } from 'node:child_process';
import { chownSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { statePaths } from '../../scripts/lib/state.mjs';
import { freePort } from './free-port';
import { once } from './own-database';
import { waitFor } from './wait-for';

/** A PostgreSQL server that has nothing to do with the rig's: another port, user, database and data. */
export interface OwnPostgres {
  url: string;
  stop: () => Promise<void>;
}

/** Starts one, as somebody's own server would be: a superuser elsewhere, and for Berth a plain user with a database. */
export async function startPostgres(): Promise<OwnPostgres> {
  const { bin } = statePaths();
  const version = readdirSync(bin).find((name) => name.startsWith('postgres-'));
  if (version === undefined) throw new Error(`there are no programs of PostgreSQL in ${bin}`);
  const programs = path.join(bin, version, 'native', 'bin');
  const home = mkdtempSync(path.join(tmpdir(), 'own-postgres-'));
  const data = path.join(home, 'data');
  const password = path.join(home, 'password');
  writeFileSync(password, 'root-password\n');
  const user = unprivileged();
  if (user) for (const entry of [home, password]) chownSync(entry, user.uid, user.gid);
  const options = { ...user, cwd: home, env: { NODE_ENV: 'test', LC_ALL: 'C', TZ: 'UTC' } } as const;
  const given = [`--pgdata=${data}`, '--username=dba', `--pwfile=${password}`, '--auth=scram-sha-256'];
  execFileSync(path.join(programs, 'initdb'), given, options);
  const port = await freePort();
  const settings = { port, listen_addresses: '127.0.0.1', unix_socket_directories: '', timezone: 'UTC' };
  const child = spawn(
    path.join(programs, 'postgres'),
    ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    { ...options, stdio: 'ignore' },
  );
  const gone = new Promise((resolve) => {
    child.once('exit', resolve);
  });
  const root = `postgresql://dba:root-password@127.0.0.1:${port}/postgres`;
  await waitFor('PostgreSQL', () => once(root, 'SELECT 1'));
  await once(root, `CREATE USER "harbour master" PASSWORD 'p@ss/word'`);
  await once(root, 'CREATE DATABASE "our-console" OWNER "harbour master"');
  return {
    url: `postgresql://harbour%20master:p%40ss%2Fword@127.0.0.1:${port}/our-console`,
    stop: async () => {
      child.kill('SIGINT');
      await gone;
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL refuses to run as root; the rig made a system user for it. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'berth-db'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

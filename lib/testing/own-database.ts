import { randomBytes } from 'node:crypto';
import path from 'node:path';
import pg from 'pg';
import { config } from '@/lib/config';
import { db, migrate } from '@/lib/db';

/** An empty database beside the console's. */
export interface OwnDatabase {
  url: string;
  drop: () => Promise<unknown>;
}

/** The folder of the migrations. */
export const MIGRATIONS = path.resolve('prisma/migrations');

/** Makes an empty database on the rig's PostgreSQL. */
export async function emptyDatabase(): Promise<OwnDatabase> {
  const server = process.env['DATABASE_URL'];
  if (!server) throw new Error('DATABASE_URL is not set');
  const name = `it_${randomBytes(6).toString('hex')}`;
  const url = new URL(server);
  url.pathname = `/${name}`;
  await once(server, `CREATE DATABASE "${name}"`);
  return { url: url.href, drop: () => once(server, `DROP DATABASE "${name}" WITH (FORCE)`) };
}

/**
 * Gives this test file a migrated database of its own, for rules about all users at once. Before anything else has
 * read the settings; each test file is a process of its own.
 */
export async function useOwnDatabase(more: Record<string, string> = {}): Promise<OwnDatabase> {
  const own = await emptyDatabase();
  await migrate(own.url, MIGRATIONS);
  Object.assign(process.env, more, { DATABASE_URL: own.url });
  if (config().DATABASE_URL !== own.url)
    throw new Error('the settings were read before the database was made');
  return {
    url: own.url,
    drop: async () => {
      await db().$disconnect();
      await own.drop();
    },
  };
}

/** Runs one statement on a connection of its own. */
export async function once(url: string, sql: string): Promise<pg.QueryResult<Record<string, unknown>>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client.query<Record<string, unknown>>(sql).finally(() => client.end());
}

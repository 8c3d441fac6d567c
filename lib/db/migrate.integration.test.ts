import { spawnSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyDatabase, MIGRATIONS, once, type OwnDatabase } from '@/lib/testing/own-database';
import { migrate } from './migrate';

let database: OwnDatabase;
const names = readdirSync(MIGRATIONS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort();

beforeAll(async () => {
  database = await emptyDatabase();
});
afterAll(() => database.drop());

describe('migrate', () => {
  it('applies each migration once, also when two start at the same time', async () => {
    const both = await Promise.all([migrate(database.url, MIGRATIONS), migrate(database.url, MIGRATIONS)]);
    expect(both.flat().sort()).toEqual(names);
    expect(both.filter((applied) => applied.length > 0)).toHaveLength(1);
    const { rows } = await once(database.url, 'SELECT migration_name FROM _prisma_migrations ORDER BY 1');
    expect(rows.map((row) => row['migration_name'])).toEqual(names);
    expect(await migrate(database.url, MIGRATIONS)).toEqual([]);
  });

  it('leads to what the schema says, and the check leaves no database behind', async () => {
    const check = spawnSync(process.execPath, ['scripts/migration-diff.mjs', '--check'], {
      env: { ...process.env, DATABASE_URL: database.url },
      encoding: 'utf8',
    });
    expect(check.stderr).toBe('');
    expect(check.stdout.trim()).toBe('-- This is an empty migration.');
    expect(check.status).toBe(0);
    const { rows } = await once(
      database.url,
      `SELECT 1 FROM pg_database WHERE datname LIKE 'berth_shadow_%'`,
    );
    expect(rows).toEqual([]);
  });

  it('leaves nothing of a migration that fails, and says which', async () => {
    const folder = folderWith('20990101000000_broken', 'CREATE TABLE half (id INT); SELECT nonsense;');
    await expect(migrate(database.url, folder)).rejects.toThrow(/20990101000000_broken failed/);
    const { rows } = await once(database.url, `SELECT to_regclass('half') AS half`);
    expect(rows).toEqual([{ half: null }]);
  });

  it('refuses to start when an applied migration was changed', async () => {
    const folder = folderWith(names[0] ?? '', 'SELECT 1;');
    await expect(migrate(database.url, folder)).rejects.toThrow(/was changed after it was applied/);
  });
});

describe('the audit in the database', () => {
  it('can be added to, not changed, not deleted, not emptied', async () => {
    const id = '00000000-0000-7000-8000-000000000001';
    await once(
      database.url,
      `INSERT INTO "AuditEvent" (id, at, "requestId", "actorName", via, address, action, target, input, "prevHash", hash)
       VALUES ('${id}', now(), 'r', 'somebody', 'cli', 'local', 'test', 't', '{}', '', 'h')`,
    );
    await once(
      database.url,
      `INSERT INTO "AuditOutcome" ("eventId", at, result, "durationMs", "prevHash", hash)
       VALUES ('${id}', now(), 'succeeded', 1, '', 'h')`,
    );
    for (const sql of [
      `UPDATE "AuditEvent" SET action = 'other'`,
      `DELETE FROM "AuditEvent"`,
      `TRUNCATE "AuditEvent" CASCADE`,
      `UPDATE "AuditOutcome" SET result = 'failed'`,
      `DELETE FROM "AuditOutcome"`,
      `TRUNCATE "AuditOutcome"`,
    ]) {
      await expect(once(database.url, sql), sql).rejects.toThrow('the audit is append-only');
    }
  });
});

function folderWith(name: string, sql: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'berth-migrations-'));
  mkdirSync(path.join(folder, name));
  writeFileSync(path.join(folder, name, 'migration.sql'), sql);
  return folder;
}

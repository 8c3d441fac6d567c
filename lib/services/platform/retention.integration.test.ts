import { afterAll, beforeAll, expect, it } from 'vitest';
import { db } from '@/lib/db';
import { uniqueName } from '@/lib/testing/names';
import { useOwnDatabase, type OwnDatabase } from '@/lib/testing/own-database';
import { makePerson } from '@/lib/testing/people';
import { pruneRows } from './index';

let database: OwnDatabase;
const ago = (days: number) => new Date(Date.now() - days * 86_400_000);

beforeAll(async () => {
  database = await useOwnDatabase();
});
afterAll(() => database.drop());

it('deletes what is long over and leaves all else', async () => {
  const { id: userId } = await makePerson();
  const session = (name: string, more: object) =>
    db().session.create({
      data: { userId, address: '192.0.2.1', userAgent: name, expiresAt: ago(-1), ...more },
    });
  await session('kept', {});
  await session('kept: ended a moment ago', { revokedAt: ago(1) });
  await session('kept: expired a moment ago', { expiresAt: ago(1) });
  await session('revoked', { revokedAt: ago(31) });
  await session('expired', { expiresAt: ago(31) });
  await session('idle', { lastSeenAt: ago(60), expiresAt: ago(-1) });
  const token = (name: string, more: object) =>
    db().apiToken.create({ data: { userId, name, prefix: 'x', hash: uniqueName(), ...more } });
  await token('kept', {});
  await token('kept: expired a moment ago', { expiresAt: ago(1) });
  await token('revoked', { revokedAt: ago(31) });
  await token('expired', { expiresAt: ago(31) });
  const key = (name: string, createdAt: Date) =>
    db().idempotencyKey.create({ data: { userId, operation: 'x', key: name, bodyHash: '', createdAt } });
  await key('kept', ago(0.9));
  await key('old', ago(1.1));
  await db().rateBucket.createMany({
    data: [
      { key: 'kept', tokens: 1, updated: ago(0.9) },
      { key: 'full again', tokens: 1, updated: ago(1.1) },
    ],
  });

  await pruneRows();
  const names = (rows: string[]) => rows.sort();
  expect(names((await db().session.findMany()).map((row) => row.userAgent))).toEqual([
    'kept',
    'kept: ended a moment ago',
    'kept: expired a moment ago',
  ]);
  expect(names((await db().apiToken.findMany()).map((row) => row.name))).toEqual([
    'kept',
    'kept: expired a moment ago',
  ]);
  expect((await db().idempotencyKey.findMany()).map((row) => row.key)).toEqual(['kept']);
  expect((await db().rateBucket.findMany()).map((row) => row.key)).toEqual(['kept']);
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import { db } from '@/lib/db';
import { useOwnDatabase, type OwnDatabase } from '@/lib/testing/own-database';
import { installationId } from './index';

let database: OwnDatabase;

beforeAll(async () => {
  database = await useOwnDatabase();
});
afterAll(() => database.drop());

it('an installation has one name, also when all replicas start at the same moment', async () => {
  const names = await Promise.all(Array.from({ length: 5 }, () => installationId()));
  expect(new Set(names).size).toBe(1);
  expect(names[0]).toMatch(/^[0-9a-f-]{36}$/);
  expect(await installationId()).toBe(names[0]);
  expect(await db().setting.count()).toBe(1);
});

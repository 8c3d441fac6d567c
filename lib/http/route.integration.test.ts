import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashPassword } from '@/lib/auth';
import { config } from '@/lib/config';
import { db } from '@/lib/db';
import { changeMyPassword, getMe } from '@/lib/services/identity';
import type { UseCase } from '@/lib/services/kernel';
import { createTenant, listTenants } from '@/lib/services/tenants';
import { tokenFor } from '@/lib/testing/api';
import { uniqueName } from '@/lib/testing/names';
import { useOwnDatabase, type OwnDatabase } from '@/lib/testing/own-database';
import { callerFor, makePerson } from '@/lib/testing/people';
import { cookieFor } from '@/lib/testing/session';
import { route, takeRate } from './index';

let database: OwnDatabase;

beforeAll(async () => {
  database = await useOwnDatabase();
});
afterAll(() => database.drop());

/** Calls an operation as a browser or program would, without a server between. */
async function call<O extends UseCase['operation']>(
  useCase: UseCase<O>,
  headers: Record<string, string>,
  body?: unknown,
) {
  const { method, path } = useCase.operation;
  const request = new Request(`http://localhost/api/v1${path}`, {
    method,
    headers: {
      origin: new URL(config().BERTH_URL).origin,
      ...headers,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const response = await route(useCase)(request, { params: Promise.resolve({}) });
  const text = await response.text();
  const answer = (text === '' ? {} : JSON.parse(text)) as { code?: string; name?: string };
  return { status: response.status, ...answer };
}

describe('a call that is repeated with its Idempotency-Key', () => {
  it('gets the first answer, as long as the caller still may', async () => {
    const person = await makePerson('admin', 'admin');
    const token = await tokenFor(person);
    const headers = { authorization: `Bearer ${token}`, 'idempotency-key': 'one' };
    const name = uniqueName('tenant');
    const ask = () => call(createTenant, headers, { name });
    expect(await ask()).toMatchObject({ status: 201, name });
    expect(await ask()).toMatchObject({ status: 201, name });
    expect(await db().auditEvent.count({ where: { action: 'tenant.create', target: name } })).toBe(1);

    await db().user.update({ where: { id: person.id }, data: { platformRole: 'user' } });
    const refused = await ask();
    expect(refused).toMatchObject({ status: 403, code: 'auth.forbidden' });
    expect(refused.name).toBeUndefined();
    const event = await db().auditEvent.findFirst({
      where: { action: 'tenant.create', target: name },
      orderBy: { seq: 'desc' },
      include: { outcome: true },
    });
    expect(event?.outcome?.result).toBe('denied');
  });
});

describe('a change that another site makes a browser send', () => {
  it('is refused, and changes nothing', async () => {
    const cookie = await cookieFor(await makePerson('admin', 'admin'));
    const name = uniqueName('tenant');
    const foreign = { cookie, origin: 'https://evil.example' };
    expect(await call(createTenant, foreign, { name })).toMatchObject({
      status: 403,
      code: 'request.origin',
    });
    expect(await db().tenant.count({ where: { name } })).toBe(0);
    expect(await call(createTenant, { cookie }, { name })).toMatchObject({ status: 201 });
    // What only looks is answered: the browser keeps the answer from the other site by itself.
    expect(await call(listTenants, foreign)).toMatchObject({ status: 200 });
  });
});

describe('how often somebody may call', () => {
  it('is counted for all replicas together, whoever answers', async () => {
    const caller = await callerFor(await makePerson());
    await takeRate('heavy', caller);
    // Other replicas answered this person so often that it takes minutes to grow back.
    const key = `call:heavy:${caller.principal?.userId}`;
    await db().rateBucket.update({ where: { key }, data: { tokens: -1000 } });
    await expect(takeRate('heavy', caller)).rejects.toMatchObject({ code: 'request.rate' });
    await takeRate('heavy', await callerFor(await makePerson()));
  });
});

describe('a browser of somebody whose password was set by another', () => {
  it('may do nothing but look at itself and choose a password', async () => {
    const person = await makePerson();
    const passwordHash = await hashPassword('given by somebody');
    await db().user.update({ where: { id: person.id }, data: { passwordHash, mustChange: true } });
    const headers = { cookie: await cookieFor(person) };
    expect(await call(listTenants, headers)).toMatchObject({ status: 403, code: 'auth.change_password' });
    expect(await call(createTenant, headers, { name: uniqueName('tenant') })).toMatchObject({
      status: 403,
      code: 'auth.change_password',
    });
    expect(await call(getMe, headers)).toMatchObject({ status: 200, user: { mustChange: true } });
    const token = await tokenFor(person);
    expect(await call(listTenants, { authorization: `Bearer ${token}` })).toMatchObject({ status: 200 });

    const body = { current: 'given by somebody', password: 'chosen by myself' };
    expect(await call(changeMyPassword, headers, body)).toMatchObject({ status: 204 });
    expect(await call(listTenants, headers)).toMatchObject({ status: 200 });
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { db, type User } from '@/lib/db';
import { putProjectMember } from '@/lib/services/projects';
import { adminKube } from '@/lib/testing/admin-kube';
import { callAs } from '@/lib/testing/people';
import { makeTenant, type TestTenant } from '@/lib/testing/tenancy';
import { deleteSecret, listSecrets, putSecret, revealSecret } from './index';

const CANARY = 'canary-5d1e0b';
const kube = adminKube();
let tenant: TestTenant;
let project: string;
let developer: User;

beforeAll(async () => {
  tenant = await makeTenant();
  project = await tenant.project();
  developer = await tenant.person('developer');
  await callAs(tenant.owner, putProjectMember, {
    params: { project, user: developer.name },
    body: { role: 'developer' },
  });
});

afterAll(async () => {
  await tenant.clean();
});

const one = () => ({ params: { project, secret: 'web' } });
const put = (values: Record<string, string | null>, replace = false) =>
  callAs(tenant.owner, putSecret, { ...one(), body: { values, replace } });

describe('secrets', () => {
  it('are made, listed without values, and changed key by key', async () => {
    expect(await put({ password: CANARY, user: 'bär' })).toMatchObject({
      name: 'web',
      keys: ['password', 'user'],
      managed: true,
    });
    const { items } = await callAs(tenant.owner, listSecrets, { params: { project } });
    expect(items.map(({ name, keys }) => [name, keys])).toEqual([['web', ['password', 'user']]]);
    expect(JSON.stringify(items)).not.toContain(CANARY);
    expect((await put({ user: null, host: 'db' })).keys).toEqual(['host', 'password']);
    expect((await put({ password: CANARY, binary: 'x' }, true)).keys).toEqual(['binary', 'password']);
  });

  it('are revealed as they are; what is no text comes as base64', async () => {
    const bytes = Buffer.from([0xff, 0x00]).toString('base64');
    await kube.patch(
      { apiVersion: 'v1', kind: 'Secret', namespace: project, name: 'web' },
      { data: { binary: bytes } },
    );
    expect(await callAs(tenant.owner, revealSecret, one())).toEqual({
      values: { password: CANARY, binary: bytes },
      binary: ['binary'],
    });
    const answer = await callAs(tenant.owner, revealSecret, { ...one(), body: { keys: ['password'] } });
    expect(Object.keys(answer.values)).toEqual(['password']);
  });

  it('are not for somebody without the right', async () => {
    await expect(callAs(developer, listSecrets, { params: { project } })).rejects.toMatchObject({
      code: 'auth.forbidden',
    });
    await expect(callAs(developer, revealSecret, one())).rejects.toMatchObject({ code: 'auth.forbidden' });
  });

  it('that others made are left alone', async () => {
    await kube.create({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'foreign', namespace: project },
      data: { a: 'YQ==' },
    });
    const foreign = { params: { project, secret: 'foreign' } };
    await expect(
      callAs(tenant.owner, putSecret, { ...foreign, body: { values: { a: 'b' } } }),
    ).rejects.toMatchObject({ code: 'resource.exists' });
    await expect(
      callAs(tenant.owner, deleteSecret, { ...foreign, query: { confirm: 'foreign' } }),
    ).rejects.toMatchObject({ code: 'resource.conflict' });
  });

  it('go when their name is typed', async () => {
    await callAs(tenant.owner, deleteSecret, { ...one(), query: { confirm: 'web' } });
    await expect(callAs(tenant.owner, revealSecret, one())).rejects.toMatchObject({
      code: 'resource.not_found',
    });
  });

  it('leave rows in the audit and no value in them', async () => {
    const rows = await db().auditEvent.findMany({
      where: { project, action: { startsWith: 'secret.' } },
      include: { outcome: true },
    });
    expect(rows.filter((row) => row.action === 'secret.reveal' && row.target === 'web')).toHaveLength(4);
    const text = JSON.stringify(rows, (_, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    );
    expect(text).not.toContain(CANARY);
    expect(text).toContain('keys: password');
  });
});

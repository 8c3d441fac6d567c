import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { db, type User } from '@/lib/db';
import { uniqueName } from '@/lib/testing/names';
import { callAs, makePerson, removePeople } from '@/lib/testing/people';
import {
  createTenant,
  deleteTenant,
  deleteTenantMember,
  getTenant,
  listTenantCandidates,
  listTenantMembers,
  listTenants,
  putTenantMember,
  updateTenant,
} from './index';

const tenant = uniqueName('tenant');
const params = { tenant };
let admin: User;
let owner: User;
let member: User;
let outsider: User;

beforeAll(async () => {
  [admin, owner, member, outsider] = [
    await makePerson('admin', 'admin'),
    await makePerson('owner'),
    await makePerson('member'),
    await makePerson('outsider'),
  ];
  await callAs(admin, createTenant, { body: { name: tenant, owner: owner.name } });
});

afterAll(async () => {
  await db().tenant.deleteMany({ where: { name: tenant } });
  await removePeople([admin, owner, member, outsider]);
});

describe('tenants', () => {
  it('shows its tenants to each person, and all to administrators', async () => {
    const mine = await callAs(owner, listTenants);
    expect(mine.items.map((item) => item.name)).toEqual([tenant]);
    expect(mine.items[0]).toMatchObject({ role: 'owner', members: 1, projects: 0 });
    expect((await callAs(outsider, listTenants)).items).toEqual([]);
    const all = await callAs(admin, listTenants, { query: { search: tenant } });
    expect(all.items[0]).toMatchObject({ name: tenant, role: null });
  });

  it('is not there for somebody outside, in the same words as one that does not exist', async () => {
    const missing = uniqueName('none');
    await expect(callAs(outsider, getTenant, { params })).rejects.toMatchObject({
      code: 'resource.not_found',
      params: { what: tenant },
    });
    await expect(callAs(outsider, getTenant, { params: { tenant: missing } })).rejects.toMatchObject({
      code: 'resource.not_found',
      params: { what: missing },
    });
  });

  it('refuses a second one of the name, on its field', async () => {
    await expect(callAs(admin, createTenant, { body: { name: tenant } })).rejects.toMatchObject({
      code: 'resource.exists',
      fields: [{ path: 'name' }],
    });
  });

  it('can be made and capped by administrators only', async () => {
    await expect(callAs(owner, createTenant, { body: { name: uniqueName('tenant') } })).rejects.toMatchObject(
      { code: 'auth.forbidden' },
    );
    await expect(callAs(owner, updateTenant, { params, body: { cpuQuota: '100' } })).rejects.toMatchObject({
      code: 'auth.forbidden',
    });
    const capped = await callAs(admin, updateTenant, { params, body: { cpuQuota: '10' } });
    expect(capped).toMatchObject({ cpuQuota: '10', memoryQuota: null });
    const free = await callAs(admin, updateTenant, { params, body: { cpuQuota: null } });
    expect(free.cpuQuota).toBeNull();
  });

  it('asks for the name before it is deleted', async () => {
    await expect(
      callAs(admin, deleteTenant, { params, query: { confirm: 'another' } }),
    ).rejects.toMatchObject({ code: 'confirm.name' });
  });
});

describe('members', () => {
  it('are found by name, added, and lost with effect on the next call', async () => {
    const found = await callAs(owner, listTenantCandidates, { params, query: { search: member.name } });
    expect(found.items).toEqual([{ name: member.name, displayName: member.displayName }]);
    await callAs(owner, putTenantMember, { params: { tenant, user: member.name }, body: {} });
    expect(await callAs(member, getTenant, { params })).toMatchObject({ role: 'member', members: 2 });
    const after = await callAs(owner, listTenantCandidates, { params, query: { search: member.name } });
    expect(after.items).toEqual([]);

    await callAs(owner, deleteTenantMember, { params: { tenant, user: member.name } });
    await expect(callAs(member, getTenant, { params })).rejects.toMatchObject({ code: 'resource.not_found' });
  });

  it('may look but not change', async () => {
    await callAs(owner, putTenantMember, { params: { tenant, user: member.name }, body: { role: 'member' } });
    const list = await callAs(member, listTenantMembers, { params });
    expect(Object.fromEntries(list.items.map(({ name, role }) => [name, role]))).toEqual({
      [member.name]: 'member',
      [owner.name]: 'owner',
    });
    const attempts = [
      () =>
        callAs(member, putTenantMember, { params: { tenant, user: member.name }, body: { role: 'owner' } }),
      () => callAs(member, deleteTenantMember, { params: { tenant, user: owner.name } }),
      () => callAs(member, listTenantCandidates, { params, query: {} }),
    ];
    for (const attempt of attempts) {
      await expect(attempt()).rejects.toMatchObject({ code: 'auth.forbidden' });
    }
    await callAs(owner, deleteTenantMember, { params: { tenant, user: member.name } });
  });

  it('always leave an owner', async () => {
    const self = { tenant, user: owner.name };
    await expect(callAs(owner, deleteTenantMember, { params: self })).rejects.toMatchObject({
      code: 'tenant.last_owner',
    });
    await expect(
      callAs(admin, putTenantMember, { params: self, body: { role: 'member' } }),
    ).rejects.toMatchObject({ code: 'tenant.last_owner' });
  });

  it('page by name', async () => {
    await callAs(owner, putTenantMember, { params: { tenant, user: member.name }, body: {} });
    const first = await callAs(owner, listTenantMembers, { params, query: { limit: 1 } });
    expect(first).toMatchObject({ total: 2, items: [{}] });
    const second = await callAs(owner, listTenantMembers, {
      params,
      query: { limit: 1, cursor: first.next ?? '' },
    });
    expect(second.next).toBeNull();
    expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(
      [member.name, owner.name].sort(),
    );
  });
});

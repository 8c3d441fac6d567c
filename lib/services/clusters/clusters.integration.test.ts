import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { db, type User } from '@/lib/db';
import { DEFAULT_CLUSTER } from '@/lib/kube';
import { uniqueName } from '@/lib/testing/names';
import { callAs, makePerson, removePeople } from '@/lib/testing/people';
import { ensureDefaultCluster, listClusters } from './index';

let admin: User;
let outsider: User;

beforeAll(async () => {
  admin = await makePerson('admin', 'admin');
  outsider = await makePerson();
});
afterAll(() => removePeople([admin, outsider]));

describe('clusters', () => {
  it('registers its own cluster once, and keeps what an administrator called it', async () => {
    await ensureDefaultCluster();
    const before = await db().cluster.findUniqueOrThrow({ where: { name: DEFAULT_CLUSTER } });
    await ensureDefaultCluster();
    expect(await db().cluster.findMany({ where: { name: DEFAULT_CLUSTER } })).toEqual([before]);
  });

  it('says what is to be said of the real one', async () => {
    const { items } = await callAs(admin, listClusters);
    const local = items.find((cluster) => cluster.name === DEFAULT_CLUSTER);
    expect(local).toMatchObject({ reachable: true, problem: null });
    expect(local?.version).toMatch(/^v1\.\d+\.\d+/);
    expect(local?.nodes[0]).toMatchObject({ ready: true, schedulable: true });
    expect(local?.capacity?.memory).toMatch(/^\d/);
  });

  it('shows a cluster that can’t be reached as such, beside the others', async () => {
    const name = uniqueName('gone');
    await db().cluster.create({ data: { name, title: name } });
    try {
      const { items } = await callAs(admin, listClusters);
      expect(items.find((cluster) => cluster.name === name)).toMatchObject({ reachable: false, nodes: [] });
      expect(items.find((cluster) => cluster.name === DEFAULT_CLUSTER)?.reachable).toBe(true);
    } finally {
      await db().cluster.delete({ where: { name } });
    }
  });

  it('is for those who may', async () => {
    await expect(callAs(outsider, listClusters)).rejects.toMatchObject({ status: 403 });
  });
});

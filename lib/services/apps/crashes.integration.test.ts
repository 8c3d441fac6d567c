import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadPrincipal } from '@/lib/auth';
import { db, type User } from '@/lib/db';
import { putProjectMember } from '@/lib/services/projects';
import { appsOf, useRigRegistry } from '@/lib/testing/apps';
import { callAs, callerFor } from '@/lib/testing/people';
import { makeTenant, type TestTenant } from '@/lib/testing/tenancy';
import { waitFor } from '@/lib/testing/wait-for';
import type { EndReason } from '@/lib/services/live';
import {
  getCrash,
  keepCrashLogs,
  listAppPods,
  listCrashes,
  startApp,
  stopApp,
  watchApp,
  type AppSnapshot,
} from './index';

let tenant: TestTenant;
let project: string;
let apps: ReturnType<typeof appsOf>;
let viewer: User;
const params = { app: 'crash', project: '' };
const SCRIPT = 'i=0; while [ $i -lt 600 ]; do i=$((i+1)); echo "line $i of $HOSTNAME"; done; exit 3';

beforeAll(async () => {
  await useRigRegistry();
  tenant = await makeTenant();
  project = await tenant.project();
  params.project = project;
  apps = appsOf(tenant.owner, project);
  viewer = await tenant.person('viewer');
});

afterAll(async () => {
  await tenant.clean();
});

async function rights(logs: boolean): Promise<void> {
  await callAs(tenant.owner, putProjectMember, {
    params: { project, user: viewer.name },
    body: { role: 'viewer', rights: { logs, exec: false, secrets: false } },
  });
}

async function crashes() {
  await keepCrashLogs();
  return (await callAs(tenant.owner, listCrashes, { params })).items;
}

describe('the last lines of a crash', () => {
  it('are kept by themselves, at most 500', async () => {
    await apps.create({ name: 'crash', image: 'samples/busybox:1', command: ['sh', '-c', SCRIPT] });
    const [crash] = await waitFor('a crash to be kept', async () => {
      const items = await crashes();
      return items.length > 1 ? items : null;
    });
    expect(crash).toMatchObject({ container: 'crash', release: 1, exitCode: 3, lines: 500, cut: true });
    const kept = await callAs(tenant.owner, getCrash, { params: { ...params, crash: crash?.id } });
    const lines = kept.text.trimEnd().split('\n');
    expect([lines[0], lines.at(-1)]).toEqual([`line 101 of ${crash?.pod}`, `line 600 of ${crash?.pod}`]);
    // Each run has its own.
    const all = await crashes();
    expect(new Set(all.map((each) => each.endedAt)).size).toBe(all.length);
  });

  it('go with the right to logs, also from a view that is open', async () => {
    await rights(true);
    const seen: AppSnapshot[] = [];
    const ends: EndReason[] = [];
    const caller = {
      ...(await callerFor(viewer)),
      principal: await loadPrincipal(viewer.id, 'job', viewer.id),
    };
    const open = await watchApp(caller, project, 'crash', {
      snapshot: (value) => seen.push(value),
      ended: (reason) => ends.push(reason),
    });
    const told = () => JSON.stringify(seen.at(-1)?.app.status.evidence ?? []).includes('line 600');
    await waitFor('the last lines', () => told() && (seen.at(-1)?.crashes.length ?? 0) > 0);
    await rights(false);
    await waitFor('them to go', () => !told() && seen.at(-1)?.crashes.length === 0, { timeout: 8000 });
    expect(ends).toEqual([]);
    open.close();
    await expect(callAs(viewer, listCrashes, { params })).rejects.toMatchObject({ code: 'auth.forbidden' });
    const [crash] = await crashes();
    await expect(callAs(viewer, getCrash, { params: { ...params, crash: crash?.id } })).rejects.toMatchObject(
      { code: 'auth.forbidden' },
    );
  });

  it('outlast the pod', async () => {
    await callAs(tenant.owner, stopApp, { params });
    await waitFor(
      'no pods',
      async () => (await callAs(tenant.owner, listAppPods, { params })).items.length === 0,
    );
    const [crash] = await crashes();
    const kept = await callAs(tenant.owner, getCrash, { params: { ...params, crash: crash?.id } });
    expect(kept.text).toContain('line 600');
  });

  it('are of no other app', async () => {
    await apps.create({ name: 'other', image: 'samples/web:1' });
    const [crash] = await crashes();
    await expect(
      callAs(tenant.owner, getCrash, { params: { project, app: 'other', crash: crash?.id } }),
    ).rejects.toMatchObject({ code: 'resource.not_found' });
  });

  it('are few: the oldest go', async () => {
    const row = await db().crashLog.findFirstOrThrow({
      where: { app: { name: 'crash', project: { name: project } } },
    });
    const { id: _id, endedAt: _endedAt, ...rest } = row;
    await db().crashLog.createMany({
      data: Array.from({ length: 15 }, (_, index) => ({
        ...rest,
        podUid: `old-${index}`,
        endedAt: new Date(Date.now() - 86_400_000),
      })),
    });
    await apps.update('crash', { env: [{ name: 'A', value: '1' }] });
    await callAs(tenant.owner, startApp, { params });
    await waitFor('the next crash', async () => (await crashes()).some((each) => each.release === 2));
    expect((await crashes()).length).toBeLessThanOrEqual(10);
    expect(await db().crashLog.count({ where: { appId: row.appId } })).toBeLessThanOrEqual(10);
  });
});

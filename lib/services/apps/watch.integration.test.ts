import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { User } from '@/lib/db';
import { loadPrincipal } from '@/lib/auth';

import type { Caller } from '@/lib/services/kernel';
import { deleteProjectMember, putProjectMember } from '@/lib/services/projects';
import { appsOf, useRigRegistry } from '@/lib/testing/apps';
import { callAs, callerFor as callerWithToken } from '@/lib/testing/people';
import { makeTenant, type TestTenant } from '@/lib/testing/tenancy';
import { waitFor } from '@/lib/testing/wait-for';
import type { EndReason, FrameOf } from '@/lib/services/live';
import { deleteApp, watchApp, watchApps, type AppSnapshot } from './index';

let tenant: TestTenant;
let project: string;
let viewer: User;

beforeAll(async () => {
  await useRigRegistry();
  tenant = await makeTenant();
  project = await tenant.project();
  viewer = await tenant.person('viewer');
});

afterAll(async () => {
  await tenant.clean();
});

/** A caller whose credential holds as long as the account: the test's has no token behind it. */
async function callerFor(person: User): Promise<Caller> {
  return { ...(await callerWithToken(person)), principal: await loadPrincipal(person.id, 'job', person.id) };
}

function recorder<T>() {
  const seen: T[] = [];
  const ends: EndReason[] = [];
  return {
    seen,
    ends,
    snapshot: (value: T) => seen.push(value),
    frame: (value: T) => seen.push(value),
    ended: (reason: EndReason) => ends.push(reason),
  };
}

async function join() {
  await callAs(tenant.owner, putProjectMember, {
    params: { project, user: viewer.name },
    body: { role: 'viewer' },
  });
}

const topic = () => ({ topic: 'apps' as const, project, page: 1 });

describe('live views', () => {
  it('are not for outsiders, who learn nothing', async () => {
    const outsider = await tenant.person('outsider');
    await expect(
      watchApps(await callerFor(outsider), topic(), recorder<FrameOf<'apps'>>()),
    ).rejects.toMatchObject({
      code: 'resource.not_found',
    });
  });

  it('follow apps from nothing to available and to gone', { timeout: 300_000 }, async () => {
    await join();
    const list = recorder<FrameOf<'apps'>>();
    const all = await watchApps(await callerFor(viewer), topic(), list);
    await waitFor('the first snapshot', () => list.seen.length > 0);
    expect(list.seen[0]?.lists.apps.rows).toEqual([]);

    await appsOf(tenant.owner, project).create({ name: 'web', image: 'samples/web:1' });
    const single = recorder<AppSnapshot>();
    const app = await watchApp(await callerFor(viewer), project, 'web', single);
    const now = () => single.seen.at(-1)?.app.status;
    await waitFor(
      'available',
      () => now()?.verdict === 'available' || Promise.reject(new Error(JSON.stringify(now()))),
      {
        // Other test files load the kubelet at the same time.
        timeout: 150_000,
      },
    );
    const verdicts = single.seen.map((each) => each.app.status.verdict);
    expect(new Set(verdicts)).toEqual(new Set(['progressing', 'available']));
    expect(single.seen.at(-1)?.pods).toMatchObject([{ status: 'Running', ready: true }]);
    expect(single.seen.at(-1)?.events.map((event) => event.reason)).toContain('Started');
    await waitFor('the list too', () => list.seen.at(-1)?.lists.apps.rows[0]?.status.verdict === 'available');
    // Snapshots differ from one another.
    const texts = single.seen.map((each) => JSON.stringify(each));
    expect(texts.filter((text, index) => text === texts[index - 1])).toEqual([]);

    await callAs(tenant.owner, deleteApp, { params: { project, app: 'web' }, query: { confirm: 'web' } });
    await waitFor('the end', () => single.ends.length > 0);
    expect(single.ends).toEqual(['gone']);
    await waitFor('an empty list', () => list.seen.at(-1)?.lists.apps.total === 0);
    expect(list.ends).toEqual([]);
    app.close();
    all.close();
  });

  it('end within 5 s when the right is lost', async () => {
    await join();
    const list = recorder<FrameOf<'apps'>>();
    await watchApps(await callerFor(viewer), topic(), list);
    await callAs(tenant.owner, deleteProjectMember, { params: { project, user: viewer.name } });
    await waitFor('the end', () => list.ends.length > 0, { timeout: 5000 });
    expect(list.ends).toEqual(['forbidden']);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadPrincipal } from '@/lib/auth';
import type { PodRow, TopicOf } from '@/lib/contract/live';
import type { User } from '@/lib/db';
import type { Caller } from '@/lib/services/kernel';
import type { EndReason, FrameOf } from '@/lib/services/live';
import { deleteProjectMember, putProjectMember } from '@/lib/services/projects';
import { adminKube } from '@/lib/testing/admin-kube';
import { callAs, callerFor as callerWithToken } from '@/lib/testing/people';
import { startPod } from '@/lib/testing/pods';
import { makeTenant, type TestTenant } from '@/lib/testing/tenancy';
import { waitFor } from '@/lib/testing/wait-for';
import { listProjectPods, watchPods } from './index';

let tenant: TestTenant;
let project: string;
let viewer: User;
let outsider: User;
const SLEEP = 'trap exit TERM; sleep 3600 & wait';

beforeAll(async () => {
  tenant = await makeTenant();
  project = await tenant.project();
  [viewer, outsider] = await Promise.all([tenant.person('viewer'), tenant.person('outsider')]);
  await callAs(tenant.owner, putProjectMember, {
    params: { project, user: viewer.name },
    body: { role: 'viewer' },
  });
  await Promise.all([
    startPod(project, { name: 'web-1', labels: { 'berth.dev/app': 'web' }, containers: { main: SLEEP } }),
    startPod(project, { name: 'web-2', labels: { 'berth.dev/app': 'web' }, containers: { main: SLEEP } }),
    startPod(project, { name: 'crash', containers: { main: 'exit 3' }, restartPolicy: 'Always' }),
    startPod(project, { name: 'done', containers: { main: 'exit 0' } }),
  ]);
});

afterAll(async () => {
  await tenant.clean();
});

/** A caller whose credential holds as long as the account: the test's has no token behind it. */
async function callerFor(person: User): Promise<Caller> {
  return { ...(await callerWithToken(person)), principal: await loadPrincipal(person.id, 'job', person.id) };
}

interface Seen {
  frames: FrameOf<'pods'>[];
  ends: EndReason[];
  rows: () => PodRow[];
  names: () => string[];
  close: () => void;
}

async function watch(person: User, wanted: Partial<TopicOf<'pods'>> = {}): Promise<Seen> {
  const frames: FrameOf<'pods'>[] = [];
  const ends: EndReason[] = [];
  const topic: TopicOf<'pods'> = { topic: 'pods', project, sort: 'name', page: 1, ...wanted };
  const { close } = await watchPods(await callerFor(person), topic, {
    frame: (frame) => frames.push(frame),
    ended: (reason) => ends.push(reason),
  });
  const rows = () => frames.at(-1)?.lists.pods.rows ?? [];
  return { frames, ends, rows, names: () => rows().map(({ name }) => name), close };
}

const list = (query: Record<string, unknown>) =>
  callAs(viewer, listProjectPods, { params: { project }, query });

describe('live pods of a project', () => {
  it('are not for outsiders, who learn nothing', async () => {
    await expect(watch(outsider)).rejects.toMatchObject({ code: 'resource.not_found' });
    await expect(callAs(outsider, listProjectPods, { params: { project }, query: {} })).rejects.toMatchObject(
      { code: 'resource.not_found' },
    );
  });

  it('come, change in place and leave', async () => {
    const seen = await watch(viewer);
    await waitFor('all as they end up', () => {
      const states = Object.fromEntries(seen.rows().map(({ name, state }) => [name, state]));
      return states['web-1'] === 'ready' && states['crash'] === 'failing' && states['done'] === 'completed';
    });
    expect(seen.names()).toEqual(['crash', 'done', 'web-1', 'web-2']);
    expect(seen.rows()[2]).toMatchObject({ app: 'web', status: 'Running', container: 'main', ran: true });
    expect(seen.frames.at(-1)?.info).toMatchObject({ stale: false, known: true, all: 4, apps: ['web'] });
    const before = seen.rows()[1];
    await startPod(project, { name: 'late', containers: { main: SLEEP } });
    await waitFor('the new row', () => seen.names().includes('late'));
    // What did not change is the same object: nothing of it travels again.
    expect(seen.rows()[1]).toBe(before);
    await adminKube().delete({ apiVersion: 'v1', kind: 'Pod', namespace: project, name: 'late' });
    await waitFor('the row to go', () => !seen.names().includes('late'));
    expect(seen.ends).toEqual([]);
    seen.close();
  });

  it('are searched, filtered, sorted and counted on the server', async () => {
    const web = await watch(viewer, { search: 'WEB', sort: '-name' });
    await waitFor('the rows', () => web.names().join() === 'web-2,web-1');
    expect(web.frames.at(-1)?.lists.pods.total).toBe(2);
    const failing = await watch(viewer, { state: 'failing' });
    await waitFor('the one', () => failing.names().join() === 'crash');
    // The counts are of all states, so that another can be chosen.
    await waitFor('the counts', () => failing.frames.at(-1)?.info.states['completed'] === 1);
    const beyond = await watch(viewer, { page: 2 });
    await waitFor('a page', () => beyond.frames.length > 0);
    expect([beyond.names(), beyond.frames.at(-1)?.lists.pods.total]).toEqual([[], 4]);
    for (const seen of [web, failing, beyond]) seen.close();
  });

  it('are made once for all who look at the same page', async () => {
    const [one, two] = [await watch(viewer), await watch(tenant.owner)];
    await waitFor('both', () => one.frames.length > 0 && two.frames.length > 0);
    expect(two.frames.at(-1)).toBe(one.frames.at(-1));
    one.close();
    two.close();
  });

  it('end within 5 s when the right is lost', async () => {
    const person = await tenant.person('leaver');
    const params = { project, user: person.name };
    await callAs(tenant.owner, putProjectMember, { params, body: { role: 'viewer' } });
    const seen = await watch(person);
    await waitFor('rows', () => seen.rows().length > 0);
    await callAs(tenant.owner, deleteProjectMember, { params });
    await waitFor('the end', () => seen.ends.length > 0, { timeout: 5000 });
    expect(seen.ends).toEqual(['forbidden']);
  });
});

describe('the list of pods', () => {
  it('pages by a cursor in any order, and misses nothing', async () => {
    for (const sort of ['name', '-name', 'state', '-restarts', 'node', '-started', 'cpu'] as const) {
      const all = await list({ sort });
      const paged: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await list({ sort, limit: 3, cursor });
        expect(page.total).toBe(4);
        paged.push(...page.items.map(({ name }) => name));
        cursor = page.next ?? undefined;
      } while (cursor !== undefined);
      if (sort === 'name') expect(paged).toEqual(['crash', 'done', 'web-1', 'web-2']);
      if (sort === '-name') expect(paged).toEqual(['web-2', 'web-1', 'done', 'crash']);
      // Use and restarts may change between two calls: then only that each came once is certain.
      expect([...paged].sort()).toEqual(all.items.map(({ name }) => name).sort());
    }
  });

  it('is searched and filtered', async () => {
    expect((await list({ app: 'web' })).items.map(({ name }) => name)).toEqual(['web-1', 'web-2']);
    expect(await list({ search: 'one', state: 'completed' })).toMatchObject({
      items: [{ name: 'done', app: null, state: 'completed', status: 'Completed' }],
      next: null,
      total: 1,
    });
  });

  it('refuses a cursor of another order, and what is none', async () => {
    const { next } = await list({ limit: 1 });
    const refused = { code: 'request.malformed' };
    await expect(list({ sort: '-name', cursor: next ?? '' })).rejects.toMatchObject(refused);
    await expect(list({ cursor: 'bm9uZQ' })).rejects.toMatchObject(refused);
  });
});

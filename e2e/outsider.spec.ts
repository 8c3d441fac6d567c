import type { Page } from '@playwright/test';
import { OPERATIONS } from '../lib/contract';
import { putTenantMember } from '../lib/contract/tenants';
import { PERMISSIONS } from '../lib/domain/access';
import { EXEC_PROTOCOL } from '../lib/domain/shell';
import { expect, IDLE, makePlace, startApp, test, uniqueName } from './fixtures';
import { environment } from './fixtures/environment';
import { settled } from './fixtures/look';
import { liveAnswer, upgradeStatus } from './fixtures/socket';
import { PAGES } from './pages';

const { url } = environment();
const project = uniqueName('closed');
const tenant = uniqueName('tenant');
const app = 'ledger';
let pod: string;

test.beforeAll(async ({ people, cleanup }) => {
  const { api } = people.admin;
  const members = [{ person: people.viewer, role: 'viewer' as const }];
  await makePlace(api, { tenant, project, members }, cleanup);
  [pod = ''] = await startApp(api, project, { name: app, image: 'samples/busybox:1', command: IDLE });
  // Not just anybody: an owner of another tenant with a project of their own.
  const other = { tenant: uniqueName('tenant'), project: uniqueName('other') };
  await makePlace(api, { ...other, members: [{ person: people.outsider, role: 'owner' }] }, cleanup);
  await api.call(putTenantMember, {
    params: { tenant: other.tenant, user: people.outsider.name },
    body: { role: 'owner' },
  });
});

/** Everything that the page shows and got, apart from the address that was typed. */
async function refusedAt(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(
    page
      .getByRole('alert')
      .filter({ hasText: /not found|can’t be shown|need the permission/ })
      .or(page.getByText(/There is no such page|was not found/))
      .first(),
    path,
  ).toBeVisible();
  const text = await page.locator('#main').innerText();
  expect(text, path).not.toContain(pod);
  expect(text, path).not.toContain(tenant);
}

test('no page of another tenant’s project shows anything of it', async ({ people, pageOf }) => {
  const page = await pageOf(people.outsider);
  const inside = PAGES.map((each) => each.path({ tenant, project, app })).filter((path) =>
    path.includes(project),
  );
  expect(inside.length).toBeGreaterThanOrEqual(7);
  for (const path of inside) {
    await refusedAt(page, path);
    await expect(page.getByTestId('verdict'), path).toHaveCount(0);
    for (const role of ['button', 'link'] as const)
      await expect(page.getByRole(role, { name: /Deploy…?$/ }), path).toHaveCount(0);
  }
  const viewer = await pageOf(people.viewer);
  await viewer.goto(`/projects/${project}/apps/new`);
  await expect(viewer.getByText('You may not deploy in this project.')).toBeVisible();
  // Nor do the lists, the search and the palette.
  for (const path of [
    '/',
    '/projects',
    '/tenants',
    `/projects?search=${project}`,
    `/tenants?search=${tenant}`,
  ]) {
    await page.goto(path);
    await settled(page);
    await expect(page.locator('#main').getByText(project), path).toHaveCount(0);
    await expect(page.locator('#main').getByText(tenant), path).toHaveCount(0);
  }
  await page.goto(`/tenants?tenant=${tenant}`);
  await expect(page.getByRole('alert').filter({ hasText: 'can’t be shown' })).toBeVisible();
  await page.goto('/');
  await settled(page);
  await page.keyboard.press('Control+K');
  await page.getByRole('combobox').fill(app);
  await expect(page.getByText('Nothing matches.')).toBeVisible();
});

test('the platform’s pages are closed to who is no administrator', async ({ people, pageOf }) => {
  const page = await pageOf(people.outsider);
  for (const path of ['/users', '/audit', '/clusters']) await refusedAt(page, path);
});

test('no operation tells an outsider that it is there', async ({ people }) => {
  const there: Record<string, string> = { project, tenant, app, pod, user: people.viewer.name };
  const missing: Record<string, string> = { project: uniqueName('none'), tenant: uniqueName('none') };
  const answerFor = async (method: string, path: string, values: Record<string, string>) => {
    const address = path.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? 'ghost');
    const answer = await fetch(`${url}/api/v1${address}`, {
      method,
      headers: { authorization: `Bearer ${people.outsider.api.token}`, 'content-type': 'application/json' },
      body: method === 'GET' || method === 'DELETE' ? null : '{}',
    });
    const text = await answer.text();
    return { status: answer.status, code: /"code":"([^"]+)"/.exec(text)?.[1], text };
  };
  let tried = 0;
  for (const { id, method, path, access } of OPERATIONS) {
    if (access === 'public' || access === 'signed-in') continue;
    const { status, code, text } = await answerFor(method, path, there);
    // What is not well formed is refused before anybody is asked for; who may what is the access test's.
    expect([PERMISSIONS[access].scope === 'platform' ? 403 : 404, 422], id).toContain(status);
    expect(await answerFor(method, path, missing), id).toMatchObject({ status, code });
    expect(text, id).not.toContain(pod);
    tried += 1;
  }
  expect(tried).toBeGreaterThan(40);
});

test('no WebSocket opens into it, and none at all without signing in', async ({ people }) => {
  const exec = `/ws/projects/${project}/pods/${pod}/exec`;
  const { token } = people.outsider.api;
  expect(await upgradeStatus(exec, token, EXEC_PROTOCOL)).toBe(404);
  expect(await upgradeStatus(exec, null, EXEC_PROTOCOL)).toBe(401);
  expect(await upgradeStatus('/ws/live', null)).toBe(401);
  expect(await upgradeStatus(exec, people.viewer.api.token, EXEC_PROTOCOL)).toBe(403);
  expect(await upgradeStatus(exec, people.admin.api.token, EXEC_PROTOCOL)).toBe(101);
  expect(await liveAnswer(token, { topic: 'apps', project })).toBe('resource.not_found');
  expect(await liveAnswer(token, { topic: 'pods', project })).toBe('resource.not_found');
  expect(await liveAnswer(token, { topic: 'app', project, app })).toBe('resource.not_found');
  expect(await liveAnswer(people.viewer.api.token, { topic: 'app', project, app })).toBe('data');
});

test('a path that can’t be decoded is a bad request, not a fault of the console', async () => {
  for (const path of ['/%c0%ae', `/projects/${project}/%ff`, '/api/v1/projects/%c0%ae']) {
    expect((await fetch(url + path)).status, path).toBe(400);
  }
});

import type { Page } from '@playwright/test';
import { restartApp, stopApp } from '../lib/contract/apps';
import { createProject, deleteProjectMember } from '../lib/contract/projects';
import { expect, IDLE, makePlace, removeProject, startApp, test, uniqueName } from './fixtures';

const tenant = uniqueName('tenant');
const project = uniqueName('pods');
let pods: string[];

test.beforeAll(async ({ people, cleanup }) => {
  const members = [
    { person: people.developer, role: 'developer' as const },
    { person: people.viewer, role: 'viewer' as const },
  ];
  await makePlace(people.admin.api, { tenant, project, members }, cleanup);
  const { api } = people.developer;
  pods = await startApp(api, project, {
    name: 'box',
    image: 'samples/busybox:1',
    command: IDLE,
    replicas: 2,
  });
  await startApp(api, project, { name: 'other', image: 'samples/busybox:1', command: IDLE });
});

const rows = (page: Page) =>
  page
    .getByRole('table', { name: 'Pods' })
    .getByRole('row')
    .filter({ hasText: /box-|other-/ });

test('pods are found, filtered and sorted, and the address shows another the same', async ({
  people,
  pageOf,
}) => {
  const page = await pageOf(people.developer);
  await page.goto(`/projects/${project}/pods`);
  await expect(rows(page)).toHaveCount(3);
  await expect(
    page.getByRole('navigation', { name: 'Navigation' }).getByRole('link', { name: 'Pods' }),
  ).toHaveAttribute('aria-current', 'page');
  await page.getByRole('searchbox', { name: 'Search by name, app or node' }).fill('other');
  await expect(rows(page)).toHaveCount(1);
  await expect(page).toHaveURL(/search=other/);
  await page.getByRole('searchbox', { name: 'Search by name, app or node' }).fill('');
  await expect(rows(page)).toHaveCount(3);
  await page.getByRole('columnheader', { name: 'Name' }).click();
  await expect(page).toHaveURL(/sort=-name/);
  await expect(rows(page).first()).toContainText('other-');
  const other = await pageOf(people.viewer);
  await other.goto(page.url());
  await expect(rows(other).first()).toContainText('other-');
  // By right: a viewer reads logs and opens no shell.
  await expect(other.getByRole('button', { name: /^Log of other-/ })).toBeVisible();
  await expect(other.getByRole('button', { name: /^Shell in/ })).toHaveCount(0);
});

test('a row opens its log and its shell in the dock', async ({ people, pageOf }) => {
  const page = await pageOf(people.developer);
  await page.goto(`/projects/${project}/pods?app=box`);
  await page.getByRole('button', { name: `Log of ${pods[0]} in the dock` }).click();
  await expect(page.getByRole('tab', { name: new RegExp(pods[0] ?? '') })).toBeVisible();
  await page.getByRole('button', { name: `Shell in ${pods[1]}` }).click();
  await expect(page.locator('.xterm-rows').last()).toContainText(/[#$]/, { timeout: 30_000 });
});

test('rows change without a reload, and keep their places under the pointer', async ({ people, pageOf }) => {
  const page = await pageOf(people.developer);
  await page.goto(`/projects/${project}/pods?app=box`);
  await expect(rows(page)).toHaveCount(2);
  const [before] = await rows(page).allTextContents();
  const { api } = people.developer;
  await rows(page).first().hover();
  await api.call(restartApp, { params: { project, app: 'box' } });
  // The new pods wait below, the old ones stand where they were.
  await expect(page.getByText(/new rows? waits?/)).toBeVisible({
    timeout: 60_000,
  });
  expect((await rows(page).first().textContent())?.slice(0, 15)).toBe(before?.slice(0, 15));
  await page.mouse.move(2, 2);
  await expect(rows(page).filter({ hasText: pods[0] ?? '' })).toHaveCount(0, { timeout: 60_000 });
  await expect(rows(page).filter({ hasText: 'Ready' })).toHaveCount(2);
});

test('after a cut of the network the page goes on without a reload', async ({ people, pageOf }) => {
  const page = await pageOf(people.developer);
  let cut = (): Promise<unknown> => Promise.resolve();
  await page.routeWebSocket(/\/ws\/live$/, (socket) => {
    const server = socket.connectToServer();
    cut = () => Promise.all([socket.close({ code: 1001 }), server.close()]);
  });
  await page.goto(`/projects/${project}/pods`);
  await expect(rows(page).filter({ hasText: 'other-' })).toHaveCount(1);
  await page.evaluate(() => Object.assign(window, { unloaded: false }));
  await cut();
  await people.developer.api.call(stopApp, { params: { project, app: 'other' } });
  await expect(rows(page).filter({ hasText: 'other-' })).toHaveCount(0, { timeout: 60_000 });
  expect(await page.evaluate(() => 'unloaded' in window)).toBe(true);
});

test('who loses the right loses the rows within 5 s', async ({ people, pageOf }) => {
  const page = await pageOf(people.viewer);
  await page.goto(`/projects/${project}/pods`);
  await expect(rows(page).first()).toBeVisible();
  await people.admin.api.call(deleteProjectMember, { params: { project, user: people.viewer.name } });
  await expect(rows(page)).toHaveCount(0, { timeout: 5000 });
});

test('home and the list of projects change without a reload', async ({ people, pageOf }) => {
  const page = await pageOf(people.admin);
  const list = await pageOf(people.admin);
  const made = uniqueName('fresh');
  await page.goto('/');
  await list.goto(`/projects?search=${made}`);
  await expect(list.getByText('Nothing matches this search.')).toBeVisible();
  for (const each of [page, list]) await each.evaluate(() => Object.assign(window, { unloaded: false }));
  try {
    await people.admin.api.call(createProject, { body: { name: made, tenant } });
    await expect(list.getByRole('link', { name: made })).toBeVisible();
    await startApp(people.admin.api, made, { name: 'box', image: 'samples/busybox:1', command: IDLE });
    await expect(list.getByRole('row').filter({ hasText: made })).toContainText('1 app', { timeout: 60_000 });
    await expect(page.getByRole('link', { name: `${made} / box #1` })).toBeVisible({ timeout: 60_000 });
  } finally {
    await removeProject(people.admin.api, made);
  }
  await expect(list.getByText('Nothing matches this search.')).toBeVisible();
  for (const each of [page, list]) expect(await each.evaluate(() => 'unloaded' in window)).toBe(true);
});

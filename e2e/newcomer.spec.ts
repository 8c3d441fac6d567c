import type { Locator, Page } from '@playwright/test';
import { createApp, getApp, updateApp } from '../lib/contract/apps';
import { setProjectQuota } from '../lib/contract/projects';
import { axeViolations, expect, makePlace, startApp, test, uniqueName, type People } from './fixtures';
import type { Cleanup } from './fixtures/cleanup';
import { environment } from './fixtures/environment';
import { dressToChange, settled } from './fixtures/look';
import { PAGES } from './pages';

const tenant = uniqueName('tenant');
const project = uniqueName('newcomer');
const app = 'web';

test.beforeAll(async ({ people, cleanup }) => {
  const members = [{ person: people.developer, role: 'developer' as const }];
  await makePlace(people.admin.api, { tenant, project, members }, cleanup);
  await startApp(people.developer.api, project, { name: app, image: 'samples/web:1' });
});

/** A project of its own with room for five pods; its name. */
async function tightProject({ admin, developer }: People, cleanup: Cleanup): Promise<string> {
  const name = uniqueName('tight');
  const members = [{ person: developer, role: 'developer' as const }];
  await makePlace(admin.api, { tenant: uniqueName('tenant'), project: name, members }, cleanup);
  await admin.api.call(setProjectQuota, { params: { project: name }, body: { pods: 5 } });
  return name;
}

/** Chooses the sample web server for a new app of that name. */
async function beginApp(page: Page, of: string, name: string): Promise<void> {
  await page.goto(`/projects/${of}/apps/new`);
  await page
    .getByRole('button', { name: /samples\/web/ })
    .first()
    .click();
  await page.getByLabel('Name', { exact: true }).fill(name);
}

const verdict = (page: Page) => page.getByTestId('verdict');
const plan = (page: Page): Locator => page.getByRole('region', { name: 'Plan' });

test('the quota says how many pods fit, offers them, and typed amounts are taken', async ({
  people,
  pageOf,
  cleanup,
}) => {
  const tight = await tightProject(people, cleanup);
  const page = await pageOf(people.developer);
  await beginApp(page, tight, 'second');

  const memory = page.getByRole('textbox', { name: 'Memory limit' });
  await memory.fill('0.25 gi');
  await memory.blur();
  await expect(memory).toHaveValue('256Mi');
  await memory.fill('200Mi');
  await memory.blur();
  await expect(page.getByRole('slider', { name: 'Memory limit' })).toHaveAttribute('aria-valuenow', '200');
  await memory.fill('lots');
  await memory.blur();
  await expect(page.getByText('An amount with its unit')).toBeVisible();
  await page.getByRole('slider', { name: 'Memory limit' }).press('ArrowRight');
  await expect(page.getByText('An amount with its unit')).toBeHidden();

  const replicas = page.getByRole('spinbutton', { name: 'Replicas' });
  await replicas.fill('9');
  await replicas.blur();
  await expect(plan(page).getByText('5 of 9 pods fit.')).toBeVisible({ timeout: 30_000 });
  expect(await axeViolations(page)).toEqual([]);
  await plan(page).getByRole('button', { name: 'Set replicas to 5' }).click();
  await expect(replicas).toHaveValue('5');
  await expect(plan(page).getByText('Nothing stands in the way.')).toBeVisible({ timeout: 30_000 });
});

test('sliders end where the quota ends', async ({ people, pageOf, cleanup }) => {
  const tight = await tightProject(people, cleanup);
  await people.admin.api.call(setProjectQuota, {
    params: { project: tight },
    body: { cpu: '600m', memory: '640Mi' },
  });
  const page = await pageOf(people.developer);
  await beginApp(page, tight, 'edge');
  for (const [name, most] of [
    ['CPU limit', '600'],
    ['Memory limit', '640'],
  ] as const) {
    const slider = page.getByRole('slider', { name });
    await expect(slider).toHaveAttribute('aria-valuemax', most);
    await slider.press('End');
    await expect(slider).toHaveAttribute('aria-valuenow', most);
  }
  await expect(plan(page).getByText('Nothing stands in the way.')).toBeVisible({ timeout: 30_000 });
});

test('a rollout that the quota stops is brought down to what fits', async ({ people, pageOf, cleanup }) => {
  const { api } = people.developer;
  const params = { project: await tightProject(people, cleanup), app: 'many' };
  const resources = { cpuRequest: '10m', memoryRequest: '16Mi', cpuLimit: '10m', memoryLimit: '32Mi' };
  await api.call(createApp, {
    params,
    body: { name: 'many', image: 'samples/web:1', replicas: 7, resources },
  });
  const page = await pageOf(people.developer);
  await page.goto(`/projects/${params.project}/apps/many`);
  await expect(page.getByText('5 of 7 pods fit.')).toBeVisible({ timeout: 90_000 });
  await page.getByRole('button', { name: 'Scale to the 5 that fit' }).click();
  await expect(verdict(page)).toHaveAttribute('data-verdict', 'available', { timeout: 90_000 });
  expect((await api.call(getApp, { params })).replicas).toBe(5);
});

test('the stability window counts down by the span the server gives, whatever the browser’s clock says', async ({
  people,
  pageOf,
}) => {
  const page = await pageOf(people.developer);
  // A day behind: what is counted may be a span only.
  await page.clock.install({ time: Date.now() - 86_400_000 });
  await page.clock.resume();
  await page.goto(`/projects/${project}/apps/${app}`);
  await people.developer.api.call(updateApp, {
    params: { project, app },
    body: { env: [{ name: 'ROUND', value: uniqueName('round') }] },
  });
  const timer = page.getByRole('timer');
  await expect(timer).toHaveText(/^Stable in \d+ s$/, { timeout: 60_000 });
  const seconds = async () => Number(/\d+/.exec((await timer.innerText().catch(() => '')) ?? '')?.[0] ?? 0);
  const first = await seconds();
  expect(first).toBeLessThanOrEqual(60);
  await expect.poll(seconds, { intervals: [100] }).toBeLessThan(first);
  await expect(verdict(page)).toHaveAttribute('data-verdict', 'available', { timeout: 60_000 });
  await expect(timer).toHaveCount(0);
});

test('going back to a release that failed warns, and the offer is the last one that was available', async ({
  people,
  pageOf,
}) => {
  const { api } = people.developer;
  const params = { project, app };
  const until = (wanted: string) => api.until(getApp, { params }, ({ status }) => status.verdict === wanted);
  const good = (await until('available')).release?.number ?? 0;
  await api.call(updateApp, { params, body: { command: ['/nope'] } });
  const bad = (await until('failed')).release?.number ?? 0;
  await api.call(updateApp, { params, body: { command: ['/nowhere'] } });
  await until('failed');

  const page = await pageOf(people.developer);
  await page.goto(`/projects/${project}/apps/${app}?tab=releases`);
  const row = page.getByRole('row').filter({ hasText: `#${bad}` });
  await row.getByRole('button', { name: 'Roll back' }).click();
  const warned = page.getByRole('dialog', { name: `Roll back to release #${bad}?` });
  await expect(warned.getByRole('alert')).toContainText(`Release #${bad} failed`);
  expect(await axeViolations(page)).toEqual([]);
  await warned.getByRole('button', { name: 'Cancel' }).click();

  await page.locator('[role="alert"]').getByRole('button', { name: 'Roll back…' }).click();
  const offered = page.getByRole('dialog', { name: `Roll back to release #${good}?` });
  await expect(offered.getByLabel('Differences')).toContainText('/nowhere');
  await expect(offered.getByRole('alert')).toHaveCount(0);
  await offered.getByRole('button', { name: 'Roll back' }).click();
  await expect(verdict(page)).toHaveAttribute('data-verdict', 'available', { timeout: 90_000 });
});

test('home says whose it is, and leads to a new project and to deploying', async ({ people, pageOf }) => {
  const admin = await pageOf(people.admin);
  await admin.goto('/');
  await settled(admin);
  await expect(admin.getByText('In all projects of the platform')).toHaveCount(2);
  const own = admin.getByRole('region', { name: 'My projects' });
  await expect(own.getByText('You are a member of no project')).toBeVisible();
  await expect(own.getByText(project)).toHaveCount(0);
  await own.getByRole('link', { name: 'All projects' }).first().click();
  await expect(admin).toHaveURL(/\/projects$/);
  await admin.goto('/');
  await admin.getByRole('link', { name: 'Create project' }).click();
  await expect(admin.getByRole('dialog', { name: 'Create project' })).toBeVisible();

  const developer = await pageOf(people.developer);
  await developer.goto('/');
  await settled(developer);
  await expect(developer.getByText('In all projects of the platform')).toHaveCount(0);
  await expect(developer.getByRole('link', { name: 'Create project' })).toHaveCount(0);
  await admin.goto('/');
  await expect(admin.locator('#main').getByText('Deploy', { exact: true })).toBeVisible();
  // In several projects one may deploy: which one is asked.
  const deploy = developer.locator('#main').getByText('Deploy', { exact: true });
  await deploy.click();
  const choice = developer.getByRole('menuitem', { name: project });
  await choice
    .or(developer.getByRole('heading', { name: 'Deploy an app' }))
    .first()
    .waitFor();
  if (await choice.isVisible()) await choice.click();
  await expect(developer).toHaveURL(new RegExp(`/projects/${project}/apps/new$`));
});

test('every page has a title of its own, in both languages, and no table is wider than a phone', async ({
  people,
  pageOf,
}) => {
  test.setTimeout(300_000);
  const world = { tenant, project, app };
  const { url } = environment();
  const page = await pageOf(people.admin);
  await page.setViewportSize({ width: 390, height: 844 });
  const titles = new Map<string, string>();
  for (const locale of ['en', 'zh'] as const) {
    await dressToChange(page, locale, url);
    for (const { name, path } of PAGES) {
      await page.goto(path(world));
      await settled(page);
      const title = await page.title();
      expect.soft(title, name).toMatch(/^.+ · Berth$/);
      expect.soft(titles.get(title), `${name} and another page`).toBeUndefined();
      titles.set(title, name);
      await expect.soft(page.locator('.ant-table'), name).toHaveCount(0);
    }
    // Names of a project or an app alone are written alike.
    for (const [title, name] of titles) if (['project', 'app'].includes(name)) titles.delete(title);
  }
});

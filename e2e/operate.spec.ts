import type { Page } from '@playwright/test';
import { createApp, getApp, listAppPods, listReleases, scaleApp } from '../lib/contract/apps';
import { listRegistries } from '../lib/contract/registries';
import { expect, makePlace, startApp, test, uniqueName } from './fixtures';
import { pushCopy } from './fixtures/registry';

const project = uniqueName('operate');
const app = 'web';
const params = { project, app };

test.beforeAll(async ({ people, cleanup }) => {
  const members = [{ person: people.developer, role: 'developer' as const }];
  await makePlace(people.admin.api, { tenant: uniqueName('tenant'), project, members }, cleanup);
  await startApp(people.developer.api, project, { name: app, image: 'samples/web:1' });
});

function verdict(page: Page) {
  return page.getByTestId('verdict');
}

async function choose(page: Page, act: string): Promise<void> {
  await page.getByRole('button', { name: 'More acts' }).click();
  await page.getByRole('menuitem', { name: act, exact: true }).click();
}

test('an app is scaled, restarted, stopped and started', async ({ people, pageOf }) => {
  const page = await pageOf(people.developer);
  const pods = page.locator('[data-pod]');
  const names = () => pods.evaluateAll((rows) => rows.map((row) => row.getAttribute('data-pod') ?? ''));
  await page.goto(`/projects/${project}/apps/${app}`);
  await expect(pods).toHaveCount(1);

  await choose(page, 'Scale');
  const scale = page.getByRole('dialog', { name: `Scale ${app}` });
  await scale.getByLabel('Replicas').fill('2');
  await scale.getByRole('button', { name: 'Scale' }).click();
  await expect(scale).toBeHidden();
  await expect(page.getByText('2 of 2 pods', { exact: true })).toBeVisible({ timeout: 60_000 });
  await expect(pods).toHaveCount(2);

  const before = await names();
  await page.getByRole('button', { name: 'Restart', exact: true }).click();
  await page.getByRole('tooltip').getByRole('button', { name: 'Restart' }).click();
  await expect
    .poll(async () => (await names()).filter((name) => before.includes(name)), { timeout: 90_000 })
    .toEqual([]);
  await expect(page.getByText('2 of 2 pods', { exact: true })).toBeVisible({ timeout: 60_000 });

  await choose(page, 'Stop');
  await page
    .getByRole('dialog', { name: `Stop ${app}?` })
    .getByRole('button', { name: 'Stop' })
    .click();
  await expect(verdict(page)).toHaveAttribute('data-verdict', 'stopped', { timeout: 60_000 });
  await expect(verdict(page)).toHaveText('The app is stopped.');
  await expect(pods).toHaveCount(0, { timeout: 60_000 });

  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(pods).toHaveCount(2, { timeout: 60_000 });
  await expect(verdict(page)).toHaveAttribute('data-verdict', 'available', { timeout: 90_000 });
  // None of this was a release.
  const { items } = await people.developer.api.call(listReleases, { params, query: {} });
  expect(items.map((release) => release.number)).toEqual([1]);
});

test('another environment variable is release 2, with its difference; and back', async ({
  people,
  pageOf,
}) => {
  const { api } = people.developer;
  const own = 'greeter';
  const ownParams = { project, app: own };
  await startApp(api, project, { name: own, image: 'samples/web:1' });
  const page = await pageOf(people.developer);
  await page.goto(`/projects/${project}/apps/${own}/deploy`);
  await page.getByRole('button', { name: /^(right )?Environment/ }).click();
  await page.getByRole('button', { name: 'Add a variable' }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('GREETING');
  await page.getByRole('textbox', { name: 'Value', exact: true }).fill('good morning');
  await page.getByLabel('Why').fill('say hello');
  await page.getByRole('button', { name: /Change Deployment/ }).click();
  await expect(page.getByLabel(`Deployment ${own}`)).toContainText(/\+\s+value: good morning/);
  await page.getByRole('button', { name: 'Deploy', exact: true }).click();
  await page.waitForURL(`**/apps/${own}`);
  await expect(page.getByText('Release #2')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('say hello')).toBeVisible();
  await page.getByRole('tab', { name: 'Config' }).click();
  await expect(page.getByText('GREETING=good morning')).toBeVisible();

  await page.getByRole('tab', { name: 'Releases' }).click();
  const first = page.getByRole('row').filter({ hasText: '#1' });
  await first.getByRole('button', { name: 'Compare with #2' }).click();
  const compare = page.getByRole('dialog', { name: 'What changed from #1 to #2' });
  await expect(compare.getByLabel('Differences')).toContainText(/\+.*GREETING/);
  await compare.getByRole('button', { name: 'Close' }).click();

  await choose(page, 'Roll back…');
  const back = page.getByRole('dialog', { name: 'Roll back to release #1?' });
  await expect(back.getByLabel('Differences')).toContainText(/-.*GREETING/);
  await back.getByRole('button', { name: 'Roll back' }).click();
  await expect(page.getByText('rollback to #1').first()).toBeVisible({ timeout: 30_000 });
  // The list is not read again for it: it follows what the page is told.
  const third = page.getByRole('row').filter({ hasText: '#3' }).filter({ hasText: 'rollback to #1' });
  await expect(third).toContainText('Progressing');
  await expect(third).toContainText('Available', { timeout: 60_000 });
  const now = await api.call(getApp, { params: ownParams });
  expect(now.spec.env).toEqual([]);
});

test('an image that can’t be pulled is said with the reason, and the page leads to the mend', async ({
  people,
  pageOf,
}) => {
  const { api } = people.developer;
  const page = await pageOf(people.developer);

  // A tag that does not exist is said before anything is deployed.
  await page.goto(`/projects/${project}/apps/new`);
  const search = page.getByRole('searchbox', { name: 'Search, or type name:tag' });
  await search.fill('samples/web:no-such-tag');
  // Enter right after the last letter, sooner than the field waits for more typing.
  await search.press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: 'was not found' })).toContainText(
    'samples/web:no-such-tag',
  );
  await expect(page.getByRole('button', { name: 'Deploy', exact: true })).toBeDisabled();

  // One that the registry loses after it was pinned is met by the node alone.
  const { items } = await people.admin.api.call(listRegistries, {});
  const rig = items.find((registry) => registry.default);
  const copy = await pushCopy(rig?.url ?? '', rig?.username ?? '', uniqueName('lost'));
  await api.call(createApp, { params: { project }, body: { name: 'lost', image: copy.image, replicas: 0 } });
  await copy.lose();
  await api.call(scaleApp, { params: { project, app: 'lost' }, body: { replicas: 1 } });
  await page.goto(`/projects/${project}/apps/lost`);
  await expect(verdict(page)).toHaveAttribute('data-reason', 'ImagePullBackOff', { timeout: 90_000 });
  await expect(verdict(page)).toHaveText(/can’t be pulled: .*not found/);
  await expect(page.getByRole('list', { name: 'Evidence' })).toContainText('Event');

  await page.getByRole('link', { name: 'Change and deploy…' }).click();
  await page.waitForURL('**/apps/lost/deploy');
  await page.getByRole('radio', { name: /^1\b/ }).click({ force: true });
  await expect(page.getByText('Chosen: samples/web:1')).toBeVisible();
  await page.getByRole('button', { name: 'Deploy', exact: true }).click();
  await page.waitForURL('**/apps/lost');
  await expect(verdict(page)).toHaveAttribute('data-verdict', 'available', { timeout: 90_000 });
});

test('an app is deleted by its name, with its pods', async ({ people, pageOf }) => {
  const { api } = people.developer;
  const own = { project, app: 'gone' };
  await startApp(api, project, { name: own.app, image: 'samples/web:1' });
  const page = await pageOf(people.developer);
  await page.goto(`/projects/${project}/apps/${own.app}`);
  await choose(page, 'Delete');
  const dialog = page.getByRole('dialog', { name: 'Delete gone?' });
  await dialog.getByRole('textbox').fill('Gone');
  await expect(dialog.getByRole('button', { name: 'Delete' })).toBeDisabled();
  await dialog.getByRole('textbox').fill('gone');
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await page.waitForURL(`**/projects/${project}`);
  await expect(page.getByRole('link', { name: app, exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: 'gone', exact: true })).toHaveCount(0);
  expect((await api.fetch(getApp, { params: own })).status).toBe(404);
  expect((await api.fetch(listAppPods, { params: own })).status).toBe(404);
});

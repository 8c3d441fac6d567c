import type { Page } from '@playwright/test';
import { listAudit } from '../lib/contract/audit';
import { getApp } from '../lib/contract/apps';
import { getProject, putProjectMember } from '../lib/contract/projects';
import { deleteTenant } from '../lib/contract/tenants';
import { expect, test, uniqueName } from './fixtures';
import { settled } from './fixtures/look';
import { removeProject } from './fixtures/world';

const tenant = uniqueName('tenant');
const project = uniqueName('walk');
const app = 'web';

// One story: each part needs the one before it.
test.describe.configure({ mode: 'serial' });

async function verdictOf(page: Page): Promise<string | null> {
  return page.getByTestId('verdict').getAttribute('data-verdict');
}

async function typeInShell(page: Page, text: string): Promise<void> {
  await page.getByRole('tabpanel').locator('.xterm-helper-textarea').last().focus();
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

test('an administrator makes a tenant and a project', async ({ people, pageOf, cleanup }) => {
  const { api } = people.admin;
  cleanup.add('tenant', tenant, () =>
    api.call(deleteTenant, { params: { tenant }, query: { confirm: tenant } }),
  );
  cleanup.add('project', project, () => removeProject(api, project));
  const page = await pageOf(people.admin);
  await page.goto('/tenants');
  await page.getByRole('button', { name: 'Create tenant' }).first().click();
  const tenantForm = page.getByRole('dialog');
  await tenantForm.getByLabel('Name', { exact: true }).fill(tenant);
  await tenantForm.getByRole('button', { name: 'Create' }).click();
  await expect(
    page
      .getByRole('link', { name: tenant })
      .or(page.getByRole('button', { name: tenant }))
      .first(),
  ).toBeVisible();

  await page.goto('/projects');
  await page.getByRole('button', { name: 'Create project' }).first().click();
  const projectForm = page.getByRole('dialog');
  await projectForm.getByLabel('Name', { exact: true }).fill(project);
  await projectForm.getByLabel('Tenant', { exact: true }).fill(tenant);
  await page.keyboard.press('Enter');
  await projectForm.getByRole('button', { name: 'Create' }).click();
  await page.waitForURL(`**/projects/${project}`);
  await api.until(getProject, { params: { project } }, ({ phase }) => phase === 'active');

  await api.call(putProjectMember, {
    params: { project, user: people.developer.name },
    body: { role: 'developer' },
  });
  await api.call(putProjectMember, {
    params: { project, user: people.viewer.name },
    body: { role: 'viewer' },
  });
  await page.goto(`/projects/${project}/members`);
  await expect(page.getByText(people.developer.name).first()).toBeVisible();
});

test('a developer goes from image to running in four clicks and two screens', async ({ people, pageOf }) => {
  const page = await pageOf(people.developer);
  await page.goto(`/projects/${project}`);
  await settled(page);
  // 1: Deploy.
  await page.getByRole('link', { name: 'Deploy' }).first().click();
  await page.waitForURL(`**/projects/${project}/apps/new`);
  // 2: the repository; its newest tag is chosen with it.
  await page.getByRole('button', { name: /samples\/web/ }).click();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue(app);
  await expect(page.getByLabel('Port', { exact: true })).toHaveValue('8080');
  // 3: the older tag, so that there is something to release next.
  await page.getByRole('radio', { name: /^1\b/ }).click({ force: true });
  await expect(page.getByText('Chosen: samples/web:1')).toBeVisible();
  await expect(page.getByText('Nothing stands in the way.')).toBeVisible({ timeout: 30_000 });
  // 4: Deploy.
  await page.getByRole('button', { name: 'Deploy', exact: true }).click();
  await page.waitForURL(`**/projects/${project}/apps/${app}`);
  await expect.poll(() => verdictOf(page), { timeout: 90_000 }).toBe('available');
  await expect(page.getByText(/listens on port/).first()).toBeVisible();
});

test('a shell opens in the dock, answers, survives going elsewhere and ends with exit', async ({
  people,
  pageOf,
}) => {
  const page = await pageOf(people.developer);
  // The web sample has no shell; busybox has.
  await people.developer.api.call((await import('../lib/contract/apps')).createApp, {
    params: { project },
    body: { name: 'box', image: 'samples/busybox:1', command: ['sleep', '3600'] },
  });
  await people.developer.api.until(
    getApp,
    { params: { project, app: 'box' } },
    ({ status }) => status.verdict === 'available',
  );
  await page.goto(`/projects/${project}/apps/box`);
  await page.getByRole('button', { name: /^Shell in box-/ }).click();
  const terminal = page.locator('.xterm-rows').last();
  await expect(terminal).toContainText(/[#$]/, { timeout: 30_000 });
  await typeInShell(page, 'echo the answer is $((6*7)) 你好');
  await expect(terminal).toContainText('the answer is 42 你好');
  await page.getByRole('navigation', { name: 'Navigation' }).getByRole('link', { name: 'Home' }).click();
  await expect(page).toHaveURL(/\/$/);
  await typeInShell(page, 'echo still $((20+1)) here');
  await expect(page.locator('.xterm-rows').last()).toContainText('still 21 here');
  await typeInShell(page, 'exit');
  await expect(page.getByText('Session ended (exit 0)')).toBeVisible();
});

test('the next release rolls out, and back', async ({ people, pageOf }) => {
  const page = await pageOf(people.developer);
  await page.goto(`/projects/${project}/apps/${app}`);
  await page.getByRole('link', { name: 'Deploy…' }).first().click();
  await page.waitForURL(`**/apps/${app}/deploy`);
  await page.getByRole('radio', { name: /^2\b/ }).click({ force: true });
  await expect(page.getByText('Chosen: samples/web:2')).toBeVisible();
  await page.getByRole('button', { name: 'Deploy', exact: true }).click();
  await page.waitForURL(`**/apps/${app}`);
  await expect(page.getByText(/^Release #2 by/)).toBeVisible({ timeout: 30_000 });
  await expect.poll(() => verdictOf(page), { timeout: 90_000 }).toBe('available');
  await page.getByRole('tab', { name: 'Releases' }).click();
  await page.getByRole('row', { name: /#1/ }).getByRole('button', { name: 'Roll back' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('samples/web:1').first()).toBeVisible();
  await dialog.getByRole('button', { name: 'Roll back' }).click();
  await expect(page.getByText(/rollback to #1/).first()).toBeVisible({ timeout: 30_000 });
  const seen = await people.developer.api.until(
    getApp,
    { params: { project, app } },
    ({ status, release }) => status.verdict === 'available' && release?.number === 3,
  );
  expect(seen.image).toBe('samples/web:1');
});

test('a crash is said in words with its evidence', async ({ people, pageOf }) => {
  const { api } = people.developer;
  const { createApp } = await import('../lib/contract/apps');
  await api.call(createApp, {
    params: { project },
    body: {
      name: 'crash',
      image: 'samples/busybox:1',
      command: ['sh', '-c', 'echo no such config >&2; exit 3'],
    },
  });
  const page = await pageOf(people.developer);
  await page.goto(`/projects/${project}/apps/crash`);
  await expect.poll(() => verdictOf(page), { timeout: 90_000 }).toBe('failed');
  await expect(page.getByText(/exit code 3/).first()).toBeVisible();
  await expect(page.getByText('no such config').first()).toBeVisible({ timeout: 60_000 });
});

test('a viewer looks and changes nothing', async ({ people, pageOf }) => {
  const page = await pageOf(people.viewer);
  await page.goto(`/projects/${project}/apps/${app}`);
  await expect.poll(() => verdictOf(page), { timeout: 60_000 }).toBe('available');
  await expect(page.getByRole('link', { name: 'Deploy' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Restart' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^Shell in/ })).toHaveCount(0);
  await expect(page.getByText(/listens on port/).first()).toBeVisible();
});

test('a member of another tenant sees none of it', async ({ people, pageOf }) => {
  const page = await pageOf(people.outsider);
  await page.goto('/projects');
  await settled(page);
  await expect(page.getByText(project)).toHaveCount(0);
  await page.goto(`/projects/${project}/apps/${app}`);
  await expect(
    page
      .getByRole('alert')
      .or(page.getByText(/not found|no such/i))
      .first(),
  ).toBeVisible();
  await expect(page.getByTestId('verdict')).toHaveCount(0);
});

test('each act is in the audit', async ({ people, pageOf }) => {
  const { items } = await people.admin.api.call(listAudit, { query: { project, limit: 200 } });
  const acts = items.map((row) => `${row.actor} ${row.action} ${row.result}`);
  for (const action of ['app.create', 'app.update', 'app.rollback', 'shell.open']) {
    expect(acts).toContain(`${people.developer.name} ${action} succeeded`);
  }
  expect(acts).toContain('admin project.create succeeded');
  const page = await pageOf(people.admin);
  await page.goto(`/audit?project=${project}`);
  await expect(page.getByRole('button', { name: 'Roll an app back' }).first()).toBeVisible();
});

import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { deleteRegistry, getRegistry, listRegistries } from '../lib/contract/registries';
import { statePaths } from '../scripts/lib/state.mjs';
import { chooseOption, expect, makePlace, test, uniqueName } from './fixtures';
import { environment } from './fixtures/environment';

const name = uniqueName('registry');
const tenant = uniqueName('tenant');
const project = uniqueName('images');

/** What the drawer's connection test says. */
async function tested(page: Page, fields: { address?: string; user?: string; password?: string }) {
  const drawer = page.getByRole('dialog', { name: 'Add a registry' });
  if (fields.address !== undefined) await drawer.getByLabel('Address').fill(fields.address);
  if (fields.user !== undefined) await drawer.getByLabel('User name').fill(fields.user);
  if (fields.password !== undefined) await drawer.getByLabel('Password or token').fill(fields.password);
  const answer = page.waitForResponse((response) => response.url().endsWith('/api/v1/registries/test'));
  await drawer.getByRole('button', { name: 'Test connection' }).click();
  await answer;
  return drawer.getByRole('alert').or(drawer.getByRole('status'));
}

test('a registry: what is wrong is said, then it is added, browsed, picked from and removed', async ({
  people,
  pageOf,
  cleanup,
}) => {
  const { api } = people.admin;
  const { items } = await api.call(listRegistries, {});
  const rig = items.find((registry) => registry.default);
  if (!rig) throw new Error('the rig has no registry');
  const password = readFileSync(statePaths().registryPassword, 'utf8').trim();
  await makePlace(
    api,
    { tenant, project, members: [{ person: people.developer, role: 'developer' }] },
    cleanup,
  );
  cleanup.add('registry', name, async () => {
    const left = await api.fetch(getRegistry, { params: { registry: name } });
    if (left.ok) await api.call(deleteRegistry, { params: { registry: name }, query: { confirm: name } });
  });

  const page = await pageOf(people.admin);
  await page.goto('/registries');
  await page.getByRole('button', { name: 'Add registry' }).click();
  const drawer = page.getByRole('dialog', { name: 'Add a registry' });
  await drawer.getByText('OCI registry', { exact: true }).click();
  await drawer.getByLabel('Name', { exact: true }).fill(name);

  // Each fault with its own reason.
  const wrong = { user: rig.username ?? '', password: 'not the password' };
  await expect(await tested(page, { address: 'http://no-such-host.invalid', ...wrong })).toContainText(
    'No address is known for no-such-host.invalid.',
  );
  await expect(await tested(page, { address: 'http://127.0.0.1:1' })).toContainText('connection refused');
  await expect(
    await tested(page, { address: environment().url.replace('localhost', '127.0.0.1') }),
  ).toContainText('What answers there is not a registry.');
  await expect(await tested(page, { address: rig.url.replace('http:', 'https:') })).toContainText(
    'no TLS is spoken there; try http://',
  );
  await expect(await tested(page, { address: rig.url })).toContainText(
    'The registry refuses this user name or password.',
  );
  await expect(await tested(page, { password })).toContainText(/^Connected in \d+ ms/);

  await drawer.getByText('Only these tenants').click();
  await drawer.getByRole('combobox', { name: 'Choose tenants' }).fill(tenant);
  await chooseOption(page, tenant);
  await page.keyboard.press('Escape');
  await drawer.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByText(`${name} was saved.`)).toBeVisible();
  const row = page.getByRole('row').filter({ hasText: name });
  await expect(row).toContainText('Connected');
  await expect(row).toContainText(tenant);
  expect(await page.content()).not.toContain(password);

  // Browse, with a search that finds and one that does not.
  await row.getByRole('button', { name: `Browse ${name}` }).click();
  const browser = page.getByRole('dialog', { name: `Images in ${name}` });
  const search = browser.getByRole('searchbox', { name: 'Search repositories' });
  await expect(browser.getByRole('button', { name: 'samples/busybox' })).toBeVisible();
  await search.fill('les/we');
  await expect(browser.getByRole('button', { name: 'samples/busybox' })).toHaveCount(0);
  await search.fill('nothing-like-this');
  await expect(browser.getByText('Nothing matches this search.')).toBeVisible();
  await search.fill('les/we');
  await browser.getByRole('button', { name: 'samples/web' }).click();
  const tags = browser.getByRole('table', { name: 'samples/web' });
  await expect(tags.getByText('2', { exact: true })).toBeVisible();
  await browser.getByRole('searchbox', { name: 'Search tags' }).fill('1');
  await expect(tags.getByText('2', { exact: true })).toHaveCount(0);
  await expect(tags.getByText('1', { exact: true })).toBeVisible();

  // A developer of that tenant picks from it.
  const deploy = await pageOf(people.developer);
  await deploy.goto(`/projects/${project}/apps/new`);
  const ours = deploy.getByRole('heading', { name, exact: true }).locator('..');
  await ours.getByRole('button', { name: /samples\/busybox/ }).click();
  await expect(deploy.getByText(`in ${name}`)).toBeVisible();
  await expect(deploy.getByLabel('Name', { exact: true })).toHaveValue('busybox');

  // Another tenant does not learn that it is there.
  const theirs = await pageOf(people.outsider);
  await theirs.goto(`/registries?browse=${name}`);
  await expect(
    theirs.getByRole('table').or(theirs.getByText('No registry is open to you yet.')),
  ).toBeVisible();
  await expect(theirs.getByText(name)).toHaveCount(0);
  const hidden = await people.outsider.api.fetch(getRegistry, { params: { registry: name } });
  expect(hidden.status).toBe(404);

  await page.goto('/registries');
  await row.getByRole('button', { name: `Remove ${name}` }).click();
  const confirm = page.getByRole('dialog', { name: `Remove the registry ${name}?` });
  await confirm.getByRole('textbox').fill(`${name}x`);
  await expect(confirm.getByRole('button', { name: 'Remove' })).toBeDisabled();
  await confirm.getByRole('textbox').fill(name);
  await confirm.getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByText(`${name} was removed.`)).toBeVisible();
  await expect(row).toHaveCount(0);
  await deploy.reload();
  await expect(deploy.getByRole('button', { name: /samples\/web/ })).toBeVisible();
  await expect(deploy.getByText(name)).toHaveCount(0);
});

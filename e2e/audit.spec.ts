import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { listProjectAudit } from '../lib/contract/audit';
import { updateProject } from '../lib/contract/projects';
import { putSecret, revealSecret } from '../lib/contract/secrets';
import { chooseFrom, expect, makePerson, makePlace, test, uniqueName, type Person } from './fixtures';
import { environment } from './fixtures/environment';

const project = uniqueName('audit');
const params = { project };
const hidden = `hush-${uniqueName('value')}`;
let owner: Person;

test.beforeAll(async ({ people, cleanup }) => {
  const { api } = people.admin;
  owner = await makePerson(api, environment().url, 'auditee', cleanup);
  const members = [
    { person: owner, role: 'owner' as const },
    { person: people.developer, role: 'developer' as const },
  ];
  await makePlace(api, { tenant: uniqueName('tenant'), project, members }, cleanup);
  await owner.api.call(updateProject, { params, body: { displayName: 'Before the change' } });
  await owner.api.call(updateProject, { params, body: { displayName: 'After the change' } });
  const secret = { ...params, secret: 'database' };
  await owner.api.call(putSecret, { params: secret, body: { values: { password: hidden } } });
  await owner.api.call(revealSecret, { params: secret, body: {} });
  await people.developer.api.fetch(updateProject, { params, body: { displayName: 'Not mine' } });
});

async function exported(page: Page, format: string): Promise<string> {
  await page.getByRole('button', { name: 'Export' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page
      .getByRole('menuitem', { name: `As ${format}` })
      .getByRole('link')
      .click(),
  ]);
  expect(download.suggestedFilename()).toMatch(new RegExp(`^berth-audit-[0-9-]+\\.${format.toLowerCase()}$`));
  return readFileSync(await download.path(), 'utf8');
}

test('the audit is filtered by project, person, act and outcome, and opens on what changed', async ({
  people,
  pageOf,
}) => {
  const page = await pageOf(people.admin);
  await page.goto('/audit');
  const rows = page.getByRole('table', { name: 'Audit' }).locator('tbody tr[data-row-key]');
  await page.getByRole('searchbox', { name: 'Project' }).fill(project);
  await expect(rows.filter({ hasText: 'Create a project' })).toHaveCount(1);
  const all = await rows.count();
  await page.getByRole('searchbox', { name: 'Who', exact: true }).fill(owner.name);
  await expect(rows.filter({ hasText: 'Create a project' })).toHaveCount(0);
  await expect(rows).toHaveCount(4);
  expect(all).toBeGreaterThan(5);
  await chooseFrom(page.getByRole('combobox', { name: 'Acts' }), 'Secrets');
  await expect(rows).toHaveCount(2);
  await expect(rows.locator('td:first-child')).toHaveText(['Reveal a Secret’s value', 'Set a Secret']);
  // A secret's act is kept, its value is not.
  for (const action of ['Set a Secret', 'Reveal a Secret’s value']) {
    await page.getByRole('button', { name: action }).click();
    const drawer = page.getByRole('dialog', { name: action });
    await expect(drawer.getByText('database').first()).toBeVisible();
    await expect(drawer.getByText(hidden)).toHaveCount(0);
    await drawer.getByRole('button', { name: 'Close' }).click();
    await expect(drawer).toBeHidden();
  }
  expect(await page.content()).not.toContain(hidden);

  await chooseFrom(page.getByRole('combobox', { name: 'Acts' }), 'Projects');
  await expect(rows).toHaveCount(2);
  await page.getByRole('button', { name: 'Change a project', exact: true }).first().click();
  const drawer = page.getByRole('dialog', { name: 'Change a project' });
  const diff = drawer.getByLabel('Before and after');
  await expect(diff).toContainText('-displayName: Before the change');
  await expect(diff).toContainText('+displayName: After the change');
  await expect(drawer).toContainText(`${owner.name} (token)`);
  // The address holds the view: somebody else sees the same.
  const link = page.url();
  const other = await pageOf(people.admin);
  await other.goto(link);
  await expect(other.getByRole('dialog', { name: 'Change a project' })).toContainText('After the change');

  await page.goto(`/audit?project=${project}&result=denied`);
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText(people.developer.name);
  await expect(rows).toContainText('Denied');
});

test('the export holds what the filters show, as CSV and as NDJSON, without secrets', async ({
  people,
  pageOf,
}) => {
  const page = await pageOf(people.admin);
  await page.goto(`/audit?project=${project}&actor=${owner.name}`);
  await expect(page.locator('tbody tr[data-row-key]')).toHaveCount(4);
  const ndjson = await exported(page, 'NDJSON');
  const acts = ndjson
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { action: string; actor: string; project: string });
  expect(acts.map((act) => act.action).sort()).toEqual([
    'project.update',
    'project.update',
    'secret.put',
    'secret.reveal',
  ]);
  for (const act of acts) expect(act).toMatchObject({ actor: owner.name, project });
  const csv = await exported(page, 'CSV');
  const [head, ...lines] = csv.trimEnd().split(/\r?\n/);
  expect(head).toMatch(/^at,actor,via,address,action,/);
  expect(lines).toHaveLength(4);
  expect(csv + ndjson).not.toContain(hidden);
});

test('a project’s owner sees its acts, a developer does not', async ({ people, pageOf }) => {
  const page = await pageOf(owner);
  await page.goto(`/projects/${project}/audit`);
  await expect(page.getByRole('button', { name: 'Reveal a Secret’s value' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Export' })).toHaveCount(0);
  const theirs = await pageOf(people.developer);
  await theirs.goto(`/projects/${project}/audit`);
  await expect(theirs.getByRole('alert').first()).toBeVisible();
  await expect(theirs.getByText('Reveal a Secret’s value')).toHaveCount(0);
  const refused = await people.developer.api.fetch(listProjectAudit, { params, query: {} });
  expect(refused.status).toBe(403);
});

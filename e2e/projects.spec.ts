import type { Page } from '@playwright/test';
import { getProject, getProjectUsage, listProjectMembers, updateProject } from '../lib/contract/projects';
import { getTenant, listTenantMembers, putTenantMember, updateTenant } from '../lib/contract/tenants';
import { adminKube } from '../lib/testing/admin-kube';
import {
  chooseOption,
  expect,
  IDLE,
  makePerson,
  makePlace,
  startApp,
  test,
  uniqueName,
  type Person,
} from './fixtures';
import { environment } from './fixtures/environment';

const tenant = uniqueName('tenant');
const project = uniqueName('project');
const params = { project };
let owner: Person;

test.beforeAll(async ({ people, cleanup }) => {
  owner = await makePerson(people.admin.api, environment().url, 'owner', cleanup);
  await makePlace(
    people.admin.api,
    { tenant, project, members: [{ person: owner, role: 'owner' }] },
    cleanup,
  );
  await startApp(owner.api, project, { name: 'box', image: 'samples/busybox:1', command: IDLE });
});

async function choosePerson(page: Page, name: string): Promise<void> {
  const field = page.getByRole('combobox', { name: 'Person' });
  await field.fill(name);
  await chooseOption(page, name);
}

test('an owner adds a member, changes role and rights, and removes them', async ({
  people,
  pageOf,
  cleanup,
}) => {
  const person = await makePerson(people.admin.api, environment().url, 'member', cleanup);
  const mine = async () => (await person.api.call(getProject, { params })).permissions;
  expect((await person.api.fetch(getProject, { params })).status).toBe(404);

  const page = await pageOf(owner);
  await page.goto(`/projects/${project}/members`);
  await page.getByRole('button', { name: 'Add member' }).click();
  const add = page.getByRole('dialog', { name: 'Add member' });
  await choosePerson(page, person.name);
  await add.getByRole('radio', { name: /^Viewer/ }).check();
  await expect(add.getByRole('checkbox', { name: /^Shell/ })).not.toBeChecked();
  await add.getByRole('button', { name: 'Add member' }).click();
  const row = page.getByRole('row').filter({ hasText: person.name });
  await expect(row).toContainText('Viewer');
  expect(await mine()).toEqual(expect.arrayContaining(['project.read', 'logs.read']));
  expect(await mine()).not.toContain('app.deploy');

  await row.getByRole('button', { name: `Change ${person.name}` }).click();
  const edit = page.getByRole('dialog', { name: `Role and rights of ${person.name}` });
  await edit.getByRole('radio', { name: /^Developer/ }).check();
  await expect(edit.getByRole('checkbox', { name: /^Shell/ })).toBeChecked();
  await edit.getByRole('checkbox', { name: /^Shell/ }).uncheck();
  await edit.getByRole('checkbox', { name: /^Secrets/ }).check();
  await edit.getByRole('button', { name: 'Save' }).click();
  await expect(edit).toBeHidden();
  await expect(row).toContainText('Developer');
  await expect(row).toContainText('Secrets');
  await expect(row).not.toContainText('Shell');
  expect(await mine()).toEqual(expect.arrayContaining(['app.deploy', 'secrets.manage']));
  expect(await mine()).not.toContain('shell.open');

  await row.getByRole('button', { name: `Remove ${person.name}` }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByText(`${person.name} was removed.`)).toBeVisible();
  await expect(row).toHaveCount(0);
  expect((await person.api.fetch(getProject, { params })).status).toBe(404);
  const { items } = await owner.api.call(listProjectMembers, { params, query: {} });
  expect(items.map((member) => member.name)).not.toContain(person.name);
});

test('a tenant’s members are added, made owners and removed in its drawer', async ({
  people,
  pageOf,
  cleanup,
}) => {
  const { api } = people.admin;
  const person = await makePerson(api, environment().url, 'colleague', cleanup);
  const page = await pageOf(people.admin);
  await page.goto(`/tenants?tenant=${tenant}`);
  const drawer = page.getByRole('dialog', { name: tenant });
  await choosePerson(page, person.name);
  await drawer.getByRole('button', { name: /Add$/ }).click();
  await expect(page.getByText(`${person.name} was saved.`).last()).toBeVisible();
  const role = drawer.getByRole('combobox', { name: `Role of ${person.name}` });
  await role.click();
  await chooseOption(page, 'Owner');
  await api.until(listTenantMembers, { params: { tenant }, query: {} }, ({ items }) =>
    items.some((member) => member.name === person.name && member.role === 'owner'),
  );
  // An owner of the tenant owns its projects.
  expect((await person.api.call(getProject, { params })).role).toBe('owner');
  const remove = async () => {
    await drawer.getByRole('button', { name: `Remove ${person.name}` }).click();
    const ask = page.getByRole('dialog', { name: `Remove ${person.name}?` });
    await ask.getByRole('button', { name: 'Remove' }).click();
  };
  await remove();
  await expect(page.getByText(`${person.name} is the tenant’s last owner.`)).toBeVisible();
  await api.call(putTenantMember, { params: { tenant, user: owner.name }, body: { role: 'owner' } });
  await remove();
  await expect(page.getByText(`${person.name} was removed.`)).toBeVisible();
  await expect(role).toHaveCount(0);
  expect((await person.api.fetch(getTenant, { params: { tenant } })).status).toBe(404);
});

test('a quota below today’s use is said so before it is saved, and one above the tenant’s cap is refused', async ({
  people,
  pageOf,
}) => {
  const { api } = people.admin;
  const page = await pageOf(people.admin);
  await page.goto(`/projects/${project}/quota`);
  const cpu = page.getByRole('meter', { name: 'CPU' });
  const before = (await api.call(getProjectUsage, { params })).usage.find((use) => use.resource === 'pods');
  expect(before?.used).toBe('1');
  await expect(page.getByRole('meter', { name: 'Pods' })).toHaveAttribute('aria-valuetext', /^1 of 50$/);
  await expect(page.getByRole('row', { name: /^box/ })).toBeVisible();

  const save = page.getByRole('button', { name: 'Save quota' });
  await expect(save).toBeDisabled();
  await page.getByLabel('CPU in cores').fill('50m');
  const warning = page.getByRole('alert').filter({ hasText: 'Less than is in use today' });
  await expect(warning).toContainText(/CPU: .+ in use, 50m allowed/);
  await expect(save).toBeDisabled();
  await warning.getByRole('checkbox').check();
  await save.click();
  await expect(page.getByText('The quota is set.')).toBeVisible();
  await expect(cpu).toHaveAttribute('aria-valuemax', '50');
  await expect(page.getByText('over the quota').first()).toBeVisible();

  await page.getByLabel('CPU in cores').fill('3');
  await expect(warning).toHaveCount(0);
  // A button that is still checking takes no clicks.
  await expect(save).not.toHaveClass(/loading/);
  await save.click();
  await expect(cpu).toHaveAttribute('aria-valuemax', '3000');
  await api.call(updateTenant, { params: { tenant }, body: { cpuQuota: '5' } });
  await page.getByLabel('CPU in cores').fill('6');
  await expect(page.getByRole('alert').filter({ hasText: 'The tenant’s cap leaves 5 of CPU' })).toBeVisible();
  await expect(save).toBeDisabled();
  expect((await api.call(getProject, { params })).quota.cpu).toBe('3');

  const seen = await pageOf(owner);
  await seen.goto(`/projects/${project}/quota`);
  await expect(seen.getByText('An administrator changes the quota.')).toBeVisible();
  await expect(seen.getByRole('button', { name: 'Save quota' })).toHaveCount(0);
});

test('an administrator, and nobody else, sets the Pod Security level', async ({ people, pageOf }) => {
  const theirs = await pageOf(owner);
  await theirs.goto(`/projects/${project}/settings`);
  await expect(theirs.getByRole('heading', { name: 'Repair' })).toBeVisible();
  await expect(theirs.getByLabel('Pod Security level')).toHaveCount(0);
  const refused = await owner.api.fetch(updateProject, { params, body: { podSecurity: 'privileged' } });
  expect(refused.status).toBe(403);

  const page = await pageOf(people.admin);
  await page.goto(`/projects/${project}/settings`);
  await page.getByLabel('Pod Security level').click();
  await chooseOption(page, /^restricted/);
  const general = page.getByRole('region', { name: 'General' });
  await general.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  const namespace = await adminKube().get({ apiVersion: 'v1', kind: 'Namespace', name: project });
  expect(namespace?.metadata?.labels).toMatchObject({ 'pod-security.kubernetes.io/enforce': 'restricted' });
});

test('a repair brings back what somebody took away in the cluster', async ({ pageOf }) => {
  const policy = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    namespace: project,
    name: 'berth-deny-ingress',
  };
  await adminKube().delete(policy);
  const page = await pageOf(owner);
  await page.goto(`/projects/${project}/settings`);
  await page.getByRole('button', { name: 'Repair' }).click();
  await expect(page.getByText('Everything is as it should be.')).toBeVisible();
  expect(await adminKube().get(policy)).toMatchObject({ metadata: { name: policy.name } });
});

test('deletion shows what goes, asks for the name, and is carried through', async ({
  people,
  pageOf,
  cleanup,
}) => {
  const doomed = uniqueName('doomed');
  const place = { tenant: uniqueName('tenant'), project: doomed };
  await makePlace(
    people.admin.api,
    { ...place, members: [{ person: people.developer, role: 'developer' }] },
    cleanup,
  );
  await startApp(people.developer.api, doomed, { name: 'box', image: 'samples/busybox:1', command: IDLE });
  const page = await pageOf(people.admin);
  await page.goto(`/projects/${doomed}/settings`);
  await page.getByRole('button', { name: 'Delete project' }).click();
  const dialog = page.getByRole('dialog', { name: `Delete ${doomed}` });
  for (const part of ['1 app', '1 pod', '1 membership']) {
    await expect(dialog.getByRole('listitem').filter({ hasText: new RegExp(`^${part}$`) })).toBeVisible();
  }
  const confirm = dialog.getByRole('button', { name: 'Delete project' });
  await expect(confirm).toBeDisabled();
  await dialog.getByRole('textbox').fill(doomed.slice(0, -1));
  await expect(confirm).toBeDisabled();
  await dialog.getByRole('textbox').fill(doomed);
  await confirm.click();
  await expect(page.getByText(`${doomed} is being deleted.`)).toBeVisible();
  await expect(page).toHaveURL(/\/projects$/);
  await expect
    .poll(async () => (await people.admin.api.fetch(getProject, { params: { project: doomed } })).status, {
      timeout: 90_000,
    })
    .toBe(404);
  await page.reload();
  await expect(page.getByText('Each project is one namespace')).toBeVisible();
  await expect(page.getByText(doomed)).toHaveCount(0);
});

import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { axeViolations, expect, IDLE, makePlace, overflow, startApp, test, uniqueName } from './fixtures';

const project = uniqueName('files');

test.beforeAll(async ({ people, cleanup }) => {
  const members = [
    { person: people.developer, role: 'developer' as const },
    { person: people.viewer, role: 'viewer' as const },
  ];
  await makePlace(people.admin.api, { tenant: uniqueName('tenant'), project, members }, cleanup);
  await startApp(people.developer.api, project, { name: 'bare', image: 'samples/static:1' });
  await startApp(people.developer.api, project, { name: 'box', image: 'samples/busybox:1', command: IDLE });
});

const screen = (page: Page) => page.locator('.xterm-rows').last();

async function openFiles(page: Page, app: string): Promise<void> {
  await page.goto(`/projects/${project}/apps/${app}`);
  await page.getByRole('button', { name: new RegExp(`^More for ${app}-`) }).click();
  await page.getByRole('menuitem', { name: 'Files' }).click();
  await page.getByRole('dialog').waitFor();
}

test('an image without a shell offers a debug shell, which sees its processes', async ({
  people,
  pageOf,
}) => {
  const page = await pageOf(people.developer);
  await page.goto(`/projects/${project}/apps/bare`);
  await page.getByRole('button', { name: /^Shell in bare-/ }).click();
  await expect(page.getByText('The container has no shell')).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Open a debug shell' }).click();
  await expect(screen(page)).toContainText(/[#$]/, { timeout: 60_000 });
  await expect(page.getByText(/^You are in the debug container debug-\w{5} and see/)).toBeVisible();
  await page.getByRole('tabpanel').locator('.xterm-helper-textarea').last().focus();
  await page.keyboard.type('cat /proc/1/cmdline; echo; ls /proc/1/root');
  await page.keyboard.press('Enter');
  await expect(screen(page)).toContainText('/web');
  await expect(page.getByText(/Debug container debug-\w{5}: running\./)).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);
});

test('a file goes into a container and comes back', async ({ people, pageOf }) => {
  const page = await pageOf(people.developer);
  await openFiles(page, 'box');
  const drawer = page.getByRole('dialog');
  await drawer.getByRole('button', { name: 'tmp', exact: true }).click();
  await expect(drawer.getByRole('textbox', { name: 'Path' })).toHaveValue('/tmp');
  const bytes = randomBytes(3_000_000);
  const name = '港口 "a" b.bin';
  await drawer
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: bytes });
  await expect(page.getByText(`${name} is in the container`)).toBeVisible({ timeout: 30_000 });
  await expect(drawer.getByRole('cell', { name: `File ${name}` })).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);

  const begun = page.waitForEvent('download');
  await drawer.getByRole('button', { name: `Download ${name}` }).click();
  const kept = await readFile(await (await begun).path());
  expect(createHash('sha256').update(kept).digest('hex')).toBe(
    createHash('sha256').update(bytes).digest('hex'),
  );

  await drawer
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from('other') });
  const cancel = page.getByRole('button', { name: 'Cancel', exact: true }).last();
  await cancel.click();
  // The question gives the keyboard back when it has gone.
  await expect(cancel).toBeHidden();
  const path = drawer.getByRole('textbox', { name: 'Path' });
  await path.fill('/nowhere');
  await path.press('Enter');
  await expect(drawer.getByText('/nowhere does not exist.')).toBeVisible();
  await page.setViewportSize({ width: 390, height: 844 });
  await drawer.getByRole('button', { name: 'One directory up' }).click();
  await drawer.getByRole('button', { name: 'etc', exact: true }).waitFor();
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  expect(await axeViolations(page)).toEqual([]);
});

test('files of an image without tools are reached by a debug container', async ({ people, pageOf }) => {
  const page = await pageOf(people.developer);
  await openFiles(page, 'bare');
  const drawer = page.getByRole('dialog');
  await drawer.getByRole('button', { name: 'Use a debug container' }).click();
  await expect(drawer.getByRole('cell', { name: 'web', exact: false }).first()).toBeVisible({
    timeout: 60_000,
  });
  await expect(drawer.getByRole('textbox', { name: 'Path' })).toHaveValue('/proc/1/root');
});

test('a viewer is offered neither', async ({ people, pageOf }) => {
  const page = await pageOf(people.viewer);
  await page.goto(`/projects/${project}/apps/box`);
  await expect(page.getByRole('button', { name: /^Log of box-/ })).toBeVisible();
  await expect(page.getByRole('button', { name: /^More for box-/ })).toHaveCount(0);
});

import type { Locator, Page } from '@playwright/test';
import { getApp } from '../lib/contract/apps';
import { listAudit } from '../lib/contract/audit';
import { expect, IDLE, makePlace, startApp, test, uniqueName } from './fixtures';
import { settled } from './fixtures/look';
import { Shell } from './fixtures/shell';

const project = uniqueName('keys');

test.beforeAll(async ({ people, cleanup }) => {
  const members = [{ person: people.developer, role: 'developer' as const }];
  await makePlace(people.admin.api, { tenant: uniqueName('tenant'), project, members }, cleanup);
  await startApp(people.developer.api, project, { name: 'box', image: 'samples/busybox:1', command: IDLE });
});

// More stops than any page here has.
const STOPS = 120;

/** Goes on with Tab until the keyboard is there, as somebody without a mouse does. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let stop = 0; stop < STOPS; stop += 1) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`Tab does not reach ${String(target)}`);
}

test('an image is deployed and its app restarted without a mouse', async ({ people, pageOf }) => {
  const page = await pageOf(people.developer);
  await page.goto(`/projects/${project}`);
  await settled(page);
  await tabTo(page, page.getByRole('link', { name: /Deploy$/ }).first());
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/projects/${project}/apps/new`);

  await tabTo(page, page.getByRole('button', { name: /samples\/web/ }));
  await page.keyboard.press('Enter');
  await expect(page.getByText('Nothing stands in the way.')).toBeVisible();
  await tabTo(page, page.getByRole('button', { name: 'Deploy', exact: true }));
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/projects/${project}/apps/web`);
  const params = { project, app: 'web' };
  await people.developer.api.until(getApp, { params }, ({ status }) => status.verdict === 'available');

  await tabTo(page, page.getByRole('button', { name: 'Restart', exact: true }));
  await page.keyboard.press('Enter');
  const answer = page.getByRole('tooltip').getByRole('button', { name: 'Restart' });
  await expect(answer).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(answer).toBeHidden();
  await expect(page.getByRole('button', { name: /Restart/ })).toBeFocused();
  await people.admin.api.until(listAudit, { query: { project, action: 'app.restart' } }, ({ items }) =>
    items.some(({ result }) => result === 'succeeded'),
  );
});

test('a shell is opened, typed into and left without a mouse', async ({ people, pageOf }) => {
  const page = await pageOf(people.developer);
  await page.goto(`/projects/${project}/apps/box`);
  await settled(page);
  await tabTo(page, page.getByRole('button', { name: /^Shell in / }).first());
  await page.keyboard.press('Enter');
  const shell = new Shell(page);
  await shell.prompt();
  // The terminal has the keyboard already, and keeps Tab for itself.
  await page.keyboard.type('echo by $((6*7)) keys');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await shell.lines()).join('\n')).toContain('by 42 keys');
  await page.keyboard.press('Control+F6');
  await expect(shell.dock.getByRole('tab').first()).toBeFocused();
});

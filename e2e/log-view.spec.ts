import type { Locator, Page } from '@playwright/test';
import {
  axeViolations,
  chooseFrom,
  expect,
  makePlace,
  overflow,
  startApp,
  test,
  uniqueName,
} from './fixtures';
import { environment } from './fixtures/environment';
import { getApp } from '../lib/contract/apps';
import { createLogExcerpt } from '../lib/contract/log-excerpts';
import { putProjectMember } from '../lib/contract/projects';

const { url } = environment();
const project = uniqueName('logview');
const MANY = 100_000;
const COUNTER = 'counter';
const WORDS = 'words';
const ORDER = '{"level":"error","msg":"no stock","order":{"id":42,"paid":true}}';

test.beforeAll(async ({ people, cleanup }) => {
  const members = [{ person: people.developer, role: 'developer' as const }];
  await makePlace(people.admin.api, { tenant: uniqueName('tenant'), project, members }, cleanup);
  await people.admin.api.call(putProjectMember, {
    params: { project, user: people.viewer.name },
    body: { role: 'viewer', rights: { logs: false, exec: false, secrets: false } },
  });
  const stay = 'while :; do sleep 1 & wait; done';
  const start = (name: string, script: string) =>
    startApp(people.developer.api, project, {
      name,
      image: 'samples/busybox:1',
      command: ['sh', '-c', `trap 'exit 0' TERM; ${script}; ${stay}`],
    });
  await start(COUNTER, `seq 1 ${MANY} | sed 's/$/ of many/'`);
  await start(
    WORDS,
    `seq 1 200 | sed 's/^/INFO step /'; echo 'WARN low'; echo '${ORDER}'; echo '  at shop.c:7'`,
  );
});

async function open(page: Page, app: string, first: string): Promise<Locator> {
  await page.goto(`/projects/${project}/apps/${app}`);
  const log = page.getByRole('log');
  await expect(log.getByText(first, { exact: true })).toBeVisible();
  return log;
}

const rows = (log: Locator) => log.locator('[data-index]');
const row = (log: Locator, text: string) => rows(log).filter({ hasText: text });

test('a hundred thousand lines: few are drawn, all are selected, found and copied', async ({
  people,
  pageOf,
}) => {
  const page = await pageOf(people.developer);
  await page
    .context()
    .grantPermissions(['clipboard-read', 'clipboard-write'], { origin: new URL(url).origin });
  const log = await open(page, COUNTER, `${MANY} of many`);
  await chooseFrom(page.getByRole('combobox', { name: 'Lines at the start' }), '100,000 lines');
  // Below the lines; the options of the choice stand outside of the page's main part.
  await expect(page.locator('#main').getByText('100,000 lines', { exact: true })).toHaveCount(2);
  await expect(log.getByText(`${MANY} of many`, { exact: true })).toBeVisible();
  expect(await rows(log).count()).toBeLessThan(150);

  const written = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, at) => `${from + at} of many`).join('\n');
  const copied = async () => {
    await page.keyboard.press('Control+C');
    return page.evaluate(() => navigator.clipboard.readText());
  };

  await log.focus();
  // What is selected is what is there: the last of the lines may still be on their way, as may the clipboard's megabyte.
  await expect
    .poll(async () => {
      await page.keyboard.press('Control+A');
      return (await copied()) === written(1, MANY);
    })
    .toBe(true);

  // From a line at the top to one far below it, which was not drawn when the first was pressed.
  await log.evaluate((box) => box.scrollTo({ top: 0 }));
  const one = row(log, '3 of many').getByText('3 of many', { exact: true });
  await one.click({ position: { x: 1, y: 5 } });
  await log.evaluate((box) => box.scrollTo({ top: box.scrollHeight / 2 }));
  await expect(one).toHaveCount(0);
  const far = rows(log).nth(30).locator('[data-text]');
  const text = await far.innerText();
  await far.click({
    modifiers: ['Shift'],
    position: { x: (await far.evaluate((each) => each.getBoundingClientRect().width)) - 1, y: 5 },
  });
  expect(await rows(log).count()).toBeLessThan(150);
  const last = Number(text.split(' ')[0]);
  expect(last).toBeGreaterThan(10_000);
  await expect.poll(async () => (await copied()) === written(3, last)).toBe(true);

  // Drawn over three lines with the mouse.
  const [begin, end] = [rows(log).nth(25).locator('[data-text]'), rows(log).nth(27).locator('[data-text]')];
  const first = Number((await begin.innerText()).split(' ')[0]);
  const from = await begin.boundingBox();
  const to = await end.boundingBox();
  if (!from || !to) throw new Error('no lines');
  await page.mouse.move(from.x + 1, from.y + 5);
  await page.mouse.down();
  await page.mouse.move(to.x + to.width + 40, to.y + 5, { steps: 4 });
  await page.mouse.up();
  await expect.poll(copied).toBe(written(first, first + 2));

  await page.keyboard.press('Control+F');
  await page.getByRole('textbox', { name: 'Find in what is shown' }).fill('/^7777\\d of/');
  await expect(page.getByText('0 of 10 lines')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(log.locator('mark', { hasText: '7777' }).first()).toBeVisible();
  await expect(page.getByText(/^[1-9]\d* of 10 lines$/)).toBeVisible();

  // The search of the server looks through what the page never held, with lines around.
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await page.getByRole('textbox', { name: 'Filter lines' }).fill('/^500 of/');
  await expect(rows(log)).toHaveCount(1);
  await chooseFrom(page.getByRole('combobox', { name: 'Lines around hits' }), /2 lines/);
  await expect(rows(log)).toHaveCount(5);
  await expect(row(log, '498 of many')).toBeVisible();
  // Two groups, and between them a mark that lines were left out.
  await page.getByRole('textbox', { name: 'Filter lines' }).fill('/^(500|600) of/');
  await expect(rows(log)).toHaveCount(11);
  await expect(rows(log).nth(5)).toHaveText('lines left out');
  await expect(rows(log).nth(6)).toContainText('598 of many');
});

test('levels are filtered, a JSON line is opened into its fields, and a range is kept under a link', async ({
  people,
  pageOf,
}) => {
  const page = await pageOf(people.developer);
  const log = await open(page, WORDS, 'at shop.c:7');
  await chooseFrom(page.getByRole('combobox', { name: 'Levels' }), 'Error');
  await page.keyboard.press('Escape');
  await expect(rows(log)).toHaveCount(2);
  // What is held is filtered at once; the server's answer then takes its place.
  await expect(page.locator('#main').getByText('2 lines', { exact: true })).toBeVisible();
  await expect(row(log, 'no stock')).toHaveAttribute('data-level', 'error');
  await expect(row(log, 'at shop.c:7')).toBeVisible();

  await log.focus();
  await row(log, 'no stock').locator('[data-text]').click();
  await page.keyboard.press('Enter');
  const fields = log.locator('[data-fields]');
  await expect(fields.locator('dt')).toHaveText(['level', 'msg', 'order.id', 'order.paid']);
  await expect(fields.locator('dd').nth(2)).toHaveText('42');
  expect(await axeViolations(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  expect(await axeViolations(page)).toEqual([]);
  await page.setViewportSize({ width: 1360, height: 860 });

  await log.focus();
  await page.keyboard.press('Control+A');
  await page.getByRole('button', { name: 'Keep the selected lines and link to them' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Note').fill('who bought it');
  await dialog.getByRole('button', { name: 'Keep', exact: true }).click();
  const link = await dialog.locator('code', { hasText: '/log-excerpts/' }).innerText();
  await page.goto(link);
  await expect(page.getByText('who bought it')).toBeVisible();
  await expect(row(page.getByRole('log'), 'no stock')).toBeVisible();
  await expect(page.getByText(/Kept until/)).toContainText('day');
  expect(await axeViolations(page)).toEqual([]);
});

test('what is kept of an app’s log is found on its page, opened and deleted', async ({ people, pageOf }) => {
  const { api, name } = people.developer;
  const params = { project, app: WORDS };
  await api.until(getApp, { params }, ({ status }) => status.verdict === 'available');
  const page = await pageOf(people.developer);
  const day = 86_400_000;
  const [from, to] = [-day, day].map((ms) => new Date(Date.now() + ms).toISOString());
  const note = 'all that it said';
  const kept = await api.call(createLogExcerpt, {
    params,
    body: { from: from ?? '', to: to ?? '', note, days: 7 },
  });
  await page.goto(`/projects/${project}/apps/${WORDS}?tab=excerpts`);
  const entry = page.getByRole('row').filter({ hasText: note });
  await expect(entry).toContainText(name);
  await expect(entry).toContainText(`${kept.lines} lines`);
  await expect(entry).toContainText('all pods');
  expect(await axeViolations(page)).toEqual([]);
  await entry.getByRole('link', { name: note }).click();
  await expect(row(page.getByRole('log'), 'INFO step 20')).toBeVisible();
  await page.goBack();
  await entry.getByRole('button', { name: /^Delete the lines/ }).click();
  await page.getByRole('tooltip').getByRole('button', { name: 'Delete' }).click();
  await expect(entry).toHaveCount(0);

  // Who may not read logs is told so, and sees nothing of them.
  const viewer = await pageOf(people.viewer);
  await viewer.goto(`/projects/${project}/apps/${WORDS}?tab=excerpts`);
  await expect(viewer.getByRole('tabpanel').getByText('You have no right to logs')).toBeVisible();
});

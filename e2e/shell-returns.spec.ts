import type { Page } from '@playwright/test';
import { tcpProxy } from '../lib/testing/tcp-proxy';
import { axeViolations, expect, IDLE, makePlace, startApp, test, uniqueName, type Person } from './fixtures';
import { environment } from './fixtures/environment';

const project = uniqueName('shells');

test.beforeAll(async ({ people, cleanup }) => {
  const members = [{ person: people.developer, role: 'developer' as const }];
  await makePlace(people.admin.api, { tenant: uniqueName('tenant'), project, members }, cleanup);
  await startApp(people.developer.api, project, { name: 'box', image: 'samples/busybox:1', command: IDLE });
});

const screen = (page: Page) => page.locator('.xterm-rows').last();

async function type(page: Page, text: string): Promise<void> {
  await page.getByRole('tabpanel').locator('.xterm-helper-textarea').last().focus();
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

async function openShell(page: Page, base = ''): Promise<void> {
  await page.goto(`${base}/projects/${project}/apps/box`);
  await page.getByRole('button', { name: /^Shell in box-/ }).click();
  await expect(screen(page)).toContainText(/[#$]/, { timeout: 30_000 });
}

/** What a pattern finds on the screen, once it does. */
async function found(page: Page, what: RegExp): Promise<string> {
  await expect(screen(page)).toContainText(what);
  return what.exec((await screen(page).textContent()) ?? '')?.[1] ?? '';
}

async function begin(pageOf: (person: Person) => Promise<Page>, person: Person): Promise<Page> {
  const page = await pageOf(person);
  await openShell(page);
  return page;
}

test('a reload finds the same shell, with what it showed', async ({ people, pageOf }) => {
  const page = await begin(pageOf, people.developer);
  await type(page, 'echo "pid=$$;" 港口🚢');
  const pid = await found(page, /pid=(\d+);/);
  await page.reload();
  await expect(screen(page)).toContainText(`pid=${pid}; 港口🚢`, { timeout: 30_000 });
  await type(page, 'echo "again=$$;"');
  expect(await found(page, /again=(\d+);/)).toBe(pid);
  await type(page, 'exit');
  await expect(page.getByText('Session ended (exit 0)')).toBeVisible();
  // What has ended is not brought back: an empty dock is no dock.
  await page.reload();
  await expect(page.getByRole('button', { name: /^Shell in box-/ })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('tabpanel').locator('.xterm')).toHaveCount(0);
  await expect(page.getByText('Session ended (exit 0)')).toHaveCount(0);
});

test('what an earlier page’s terminal answered is not answered a second time', async ({ people, pageOf }) => {
  const page = await begin(pageOf, people.developer);
  // Position and attributes: what a terminal answers comes as if it were typed.
  await type(page, "printf '\\033[6n\\033[c'; sleep 1; echo asked=$((40+2))");
  await expect(screen(page)).toContainText('asked=42');
  await page.keyboard.press('Control+C');
  await type(page, 'echo typed=$((2+1)); sleep 1; echo');
  await expect(screen(page)).toContainText('typed=3');
  const answers = async () => ((await screen(page).textContent()) ?? '').match(/\d+;\d+R|\?\d+;\d+c/g) ?? [];
  const before = await answers();
  expect(before.length).toBeGreaterThan(0);
  await page.reload();
  await expect(screen(page)).toContainText('typed=3', { timeout: 30_000 });
  await type(page, 'echo after=$((3+1))');
  await expect(screen(page)).toContainText('after=4');
  expect(await answers()).toEqual(before);
  await type(page, 'exit');
});

test('a program that fills the screen is there again after a reload', async ({ people, pageOf }) => {
  const page = await begin(pageOf, people.developer);
  await type(page, 'vi /tmp/poem');
  await expect(screen(page)).toContainText('~');
  await page.keyboard.type('ifirst line');
  await page.keyboard.press('Enter');
  await page.keyboard.type('second line');
  await expect(screen(page)).toContainText('second line');
  await page.reload();
  await expect(screen(page)).toContainText('second line', { timeout: 30_000 });
  await page.getByRole('tabpanel').locator('.xterm-helper-textarea').last().focus();
  await page.keyboard.press('Escape');
  // What comes at once after Escape is one key with it to vi; what comes before it has left is vi's, too.
  await expect(screen(page)).toContainText('- /tmp/poem');
  await page.keyboard.type(':wq');
  await page.keyboard.press('Enter');
  await expect(screen(page)).toContainText(/[#$]/);
  await type(page, 'clear; cat /tmp/poem | tr "\\n" "+"; echo');
  await expect(screen(page)).toContainText('first line+second line+');
  await type(page, 'exit');
  await expect(page.getByText('Session ended (exit 0)')).toBeVisible();
});

test('a cut is told calmly; what was typed meanwhile arrives once', async ({ people, pageOf }) => {
  const { hostname, port } = new URL(environment().url);
  const proxy = await tcpProxy({ host: hostname, port: Number(port) });
  const page = await pageOf(people.developer);
  await openShell(page, `http://localhost:${proxy.port}`);
  await type(
    page,
    'echo "pid=$$;"; (i=0; while [ $i -lt 60 ]; do echo "line$i;"; i=$((i+1)); sleep 0.1; done) | tr "\\n" " "',
  );
  const pid = await found(page, /pid=(\d+);/);
  await expect(screen(page)).toContainText('line5;');
  proxy.cut();
  await expect(page.getByText(/^Reconnecting…/)).toBeVisible();
  await type(page, 'echo "typed-$((40+2)) by $$;"');
  proxy.mend();
  await expect(page.getByText(/^Reconnecting…/)).toBeHidden({ timeout: 30_000 });
  await expect(screen(page)).toContainText(`typed-42 by ${pid};`, { timeout: 30_000 });
  const text = (await screen(page).textContent()) ?? '';
  expect([...text.matchAll(/line(\d+);/g)].map((match) => Number(match[1]))).toEqual(
    Array.from({ length: 60 }, (_, at) => at),
  );
  expect(text.split(`typed-42 by ${pid};`)).toHaveLength(2);
  await type(page, 'exit');
  await expect(page.getByText('Session ended (exit 0)')).toBeVisible();
  await page.close();
  await proxy.close();
});

test('an open shell is accessible', async ({ people, pageOf }) => {
  const page = await begin(pageOf, people.developer);
  expect(await axeViolations(page)).toEqual([]);
  await type(page, 'exit');
});

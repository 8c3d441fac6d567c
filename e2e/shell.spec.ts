import { createHash, randomBytes } from 'node:crypto';
import { expect, IDLE, makePlace, startApp, test, uniqueName } from './fixtures';
import { Shell } from './fixtures/shell';

const project = uniqueName('shells');
const app = 'box';

test.beforeAll(async ({ people, cleanup }) => {
  const members = [{ person: people.developer, role: 'developer' as const }];
  await makePlace(people.admin.api, { tenant: uniqueName('tenant'), project, members }, cleanup);
  await startApp(people.developer.api, project, { name: app, image: 'samples/busybox:1', command: IDLE });
});

test('a shell follows the dock’s height, and takes letters of every script', async ({ people, pageOf }) => {
  const page = await pageOf(people.developer);
  await page.goto(`/projects/${project}/apps/${app}`);
  const shell = new Shell(page);
  await shell.open();
  const [rows = 0, columns = 0] = (await shell.run('stty size')).split(' ').map(Number);
  expect(rows).toBe((await shell.lines()).length);
  expect(columns).toBeGreaterThan(60);

  const edge = page.getByRole('separator', { name: 'Height of the dock' });
  for (let step = 0; step < 5; step += 1) await edge.press('ArrowUp');
  await expect.poll(async () => (await shell.lines()).length).toBeGreaterThan(rows + 3);
  expect(await shell.run('stty size')).toBe(`${(await shell.lines()).length} ${columns}`);

  await page.setViewportSize({ width: 900, height: 860 });
  await expect
    .poll(async () => Number((await shell.run('stty size')).split(' ')[1]))
    .toBeLessThan(columns - 20);

  expect(await shell.run("echo '你好 é 🙂' | wc -c")).toBe('15');
  expect(await shell.run("echo '你好 é 🙂'")).toBe('你好 é 🙂');
});

test('a megabyte that is pasted arrives whole', async ({ people, pageOf }) => {
  const text = Array.from(
    { length: 16_384 },
    () => `${randomBytes(47).toString('base64').slice(0, 63)}\n`,
  ).join('');
  const page = await pageOf(people.developer);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(`/projects/${project}/apps/${app}`);
  const shell = new Shell(page);
  await shell.open();
  await shell.type('cat > /tmp/paste');
  await shell.press('Enter');
  await page.evaluate((all) => navigator.clipboard.writeText(all), text);
  await shell.press('Control+Shift+V');
  const last = text.trimEnd().split('\n').at(-1) ?? '';
  await expect.poll(() => shell.lastLine(), { timeout: 90_000 }).toBe(last);
  await shell.press('Control+D');
  await shell.prompt();
  const sum = createHash('sha256').update(text).digest('hex');
  expect(await shell.run('sha256sum < /tmp/paste')).toBe(`${sum}  -`);
});

test('programs that fill the screen draw, take keys, and leave it as it was', async ({ people, pageOf }) => {
  const page = await pageOf(people.developer);
  await page.goto(`/projects/${project}/apps/${app}`);
  const shell = new Shell(page);
  await shell.open();
  expect(await shell.run('echo before')).toBe('before');
  const tildes = async () => (await shell.lines()).filter((line) => line === '~').length;

  await shell.type('vi /tmp/note');
  await shell.press('Enter');
  await expect.poll(tildes).toBe((await shell.lines()).length - 2);
  await expect.poll(() => shell.lastLine()).toContain('/tmp/note');
  await shell.type('ihello from vi');
  await expect.poll(async () => (await shell.lines())[0]).toBe('hello from vi');
  await shell.press('Escape');
  // vi waits whether more follows an Escape; keys that come too soon would belong to it.
  await expect.poll(() => shell.lastLine()).toMatch(/^- \/tmp\/note/);
  await shell.type(':wq');
  await shell.press('Enter');
  await shell.prompt();
  expect(await shell.run('tr a-z A-Z < /tmp/note')).toBe('HELLO FROM VI');
  expect(await tildes()).toBe(0);

  await shell.type('top -d 1');
  await shell.press('Enter');
  await expect.poll(async () => (await shell.lines()).join('\n')).toMatch(/Mem: .*\nCPU: .*\nLoad average: /);
  await shell.press('q');
  await shell.prompt();
  expect(await shell.run('echo after')).toBe('after');
});

test('several shells live side by side, stay while one browses, and say how they ended', async ({
  people,
  pageOf,
}) => {
  const page = await pageOf(people.developer);
  await page.goto(`/projects/${project}/apps/${app}`);
  const shell = new Shell(page);
  const tabs = shell.dock.getByRole('tab');
  await shell.open();
  await shell.type('ME=one');
  await shell.press('Enter');
  await shell.open();
  await expect(tabs).toHaveCount(2);
  await shell.type('ME=two');
  await shell.press('Enter');

  const navigation = page.getByRole('navigation', { name: 'Navigation' });
  await navigation.getByRole('link', { name: 'Projects' }).click();
  await expect(page.getByRole('heading', { name: 'Projects', level: 1 })).toBeVisible();
  expect(await shell.run('echo $ME')).toBe('two');
  await tabs.first().click();
  expect(await shell.run('echo $ME')).toBe('one');

  // The cross asks first, as something runs in it.
  await tabs.nth(1).click();
  await shell.dock.getByRole('button', { name: 'Close this tab' }).click();
  const ask = page.getByRole('dialog', { name: 'End this shell?' });
  await ask.getByRole('button', { name: 'Keep it open' }).click();
  await expect(tabs).toHaveCount(2);
  await shell.dock.getByRole('button', { name: 'Close this tab' }).click();
  await ask.getByRole('button', { name: 'End the shell' }).click();
  // The dialogue gives the keyboard back when it has gone.
  await expect(ask).toBeHidden();
  await expect(tabs).toHaveCount(1);
  expect(await shell.run('echo $ME')).toBe('one');

  await shell.type('exit 7');
  await shell.press('Enter');
  await expect(shell.ended()).toContainText('Session ended (exit 7)');
  await shell.ended().getByRole('button', { name: 'Open again' }).click();
  await shell.prompt();
  expect(await shell.run('echo "[$ME]"')).toBe('[]');
});

test('a megabyte that was printed is copied whole', async ({ people, pageOf }) => {
  const page = await pageOf(people.developer);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(`/projects/${project}/apps/${app}`);
  const shell = new Shell(page);
  await shell.open();
  // 9,000 lines of 120 characters: fewer than the terminal keeps.
  await shell.type(`clear; awk 'BEGIN { for (i = 1; i <= 9000; i++) printf "%0120d\\n", i }'`);
  await shell.press('Enter');
  const last = String(9000).padStart(120, '0');
  await expect
    .poll(async () => (await shell.lines()).join(''), { timeout: 60_000 })
    .toMatch(new RegExp(`${last}.*[#$] *$`));
  const box = await shell.dock.locator('.xterm-screen').boundingBox();
  if (!box) throw new Error('the terminal is not shown');
  const handle = shell.dock.locator('.xterm-scrollable-element > .scrollbar.vertical > .slider');
  const dragTo = async (pixels: number, line: number) => {
    await page.mouse.move(box.x + 20, box.y + 20);
    await handle.hover();
    await page.mouse.down();
    await page.mouse.move(box.x + box.width, box.y + pixels, { steps: 5 });
    await page.mouse.up();
    await expect.poll(async () => (await shell.lines()).join('')).toContain(String(line).padStart(120, '0'));
  };
  // From the first character to the last, as one does by hand: a click, and one with Shift.
  await dragTo(-1000, 1);
  await page.mouse.click(box.x + 1, box.y + 4);
  await dragTo(2000, 9000);
  await page.keyboard.down('Shift');
  await page.mouse.click(box.x + box.width - 4, box.y + box.height - 4);
  await page.keyboard.up('Shift');
  await shell.press('Control+Shift+C');
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  const lines = copied.split('\n').filter((line) => /^\d{120}$/.test(line));
  expect(lines.map(Number)).toEqual(Array.from({ length: 9000 }, (_, index) => index + 1));
  expect(Buffer.byteLength(copied)).toBeGreaterThan(1_000_000);
});

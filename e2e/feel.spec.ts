import { expect, IDLE, makePlace, startApp, test, uniqueName } from './fixtures';
import { environment } from './fixtures/environment';
import { settled } from './fixtures/look';
import { Shell } from './fixtures/shell';

const project = uniqueName('feel');
const app = 'box';

test.beforeAll(async ({ people, cleanup }) => {
  const members = [{ person: people.developer, role: 'developer' as const }];
  await makePlace(people.admin.api, { tenant: uniqueName('tenant'), project, members }, cleanup);
  await startApp(people.developer.api, project, { name: app, image: 'samples/busybox:1', command: IDLE });
});

for (const [chosen, system, ground] of [
  ['light', 'dark', 'rgb(246, 247, 249)'],
  ['dark', 'light', 'rgb(12, 16, 21)'],
] as const) {
  test(`a ${chosen} theme that was chosen is drawn at once where the system is ${system}`, async ({
    browser,
    people,
  }) => {
    const context = await browser.newContext({ storageState: people.admin.state, colorScheme: system });
    const { url } = environment();
    await context.addCookies([{ name: 'berth-theme', value: chosen, url }]);
    const page = await context.newPage();
    // Notes every ground that the first paints had.
    await page.addInitScript(() => {
      const seen = ((window as unknown as { seen: Set<string> }).seen = new Set<string>());
      const look = () => {
        if (document.body) seen.add(getComputedStyle(document.body).backgroundColor);
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    await page.goto('/');
    await settled(page);
    expect(await page.evaluate(() => [...(window as unknown as { seen: Set<string> }).seen])).toEqual([
      ground,
    ]);
    await context.close();
  });
}

// What web.dev calls a good Cumulative Layout Shift (https://web.dev/articles/cls).
const GOOD_SHIFT = 0.1;

for (const [name, path] of [
  ['home', '/'],
  ['the list of projects', '/projects'],
  ['a project', `/projects/${project}`],
  ['an app', `/projects/${project}/apps/${app}`],
  ['the form of a new app', `/projects/${project}/apps/new`],
] as const) {
  test(`${name} does not jump while it loads`, async ({ people, pageOf }) => {
    const page = await pageOf(people.developer);
    await page.addInitScript(() => {
      const total = window as unknown as { shifted: number };
      total.shifted = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as unknown as { value: number }[]) total.shifted += entry.value;
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await page.goto(path);
    await settled(page);
    const shifted = await page.evaluate(() => (window as unknown as { shifted: number }).shifted);
    expect(shifted).toBeLessThan(GOOD_SHIFT);
  });
}

test('a terminal draws sixteen, 256 and all colours', async ({ people, pageOf }) => {
  const page = await pageOf(people.developer);
  await page.goto(`/projects/${project}/apps/${app}`);
  const shell = new Shell(page);
  await shell.open();
  await shell.type(
    String.raw`printf '\033[31msixteen\033[0m \033[38;5;208mmany\033[0m \033[48;2;10;120;40mall\033[0m\n'`,
  );
  await shell.press('Enter');
  await shell.prompt();
  const drawn = (text: string) =>
    shell.dock.locator('.xterm-rows span', { hasText: new RegExp(`^${text}$`) });
  await expect(drawn('sixteen')).toHaveClass(/xterm-fg-1/);
  // Which shade depends on the ground: what could hardly be read there is darkened.
  const plain = await shell.dock
    .locator('.xterm-rows')
    .last()
    .evaluate((rows) => getComputedStyle(rows).color);
  await expect(drawn('many')).not.toHaveCSS('color', plain);
  await expect(drawn('all')).toHaveCSS('background-color', 'rgb(10, 120, 40)');
});

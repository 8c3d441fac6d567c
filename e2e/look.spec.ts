import { axeViolations, expect, makeWorld, overflow, test, uniqueName, type World } from './fixtures';
import { environment } from './fixtures/environment';
import { dress, settled } from './fixtures/look';
import { PAGES } from './pages';

let world: World;

test.beforeAll(async ({ people, cleanup }) => {
  test.setTimeout(180_000);
  world = await makeWorld(
    people.admin.api,
    { tenant: uniqueName('tenant'), project: uniqueName('look'), app: 'web' },
    cleanup,
  );
});

for (const { name, path } of PAGES) {
  test(`${name}: no axe violation in both themes, no sideways scroll at 390 px`, async ({
    people,
    pageOf,
  }) => {
    const page = await pageOf(people.admin);
    const { url } = environment();
    for (const [theme, locale, width] of [
      ['light', 'en', 1360],
      ['dark', 'zh', 1360],
      ['light', 'zh', 390],
      ['dark', 'en', 390],
    ] as const) {
      await dress(page, theme, locale, url);
      await page.setViewportSize({ width, height: 860 });
      await page.goto(path(world));
      await settled(page);
      expect.soft(await axeViolations(page), `${theme} ${locale} ${width}`).toEqual([]);
      expect.soft(await overflow(page), `${theme} ${locale} ${width} is too wide by`).toBeLessThanOrEqual(0);
    }
  });
}

test('sign-in: no axe violation in both themes', async ({ browser }) => {
  const page = await (await browser.newContext()).newPage();
  const { url } = environment();
  for (const theme of ['light', 'dark'] as const) {
    await dress(page, theme, 'en', url);
    await page.goto('/login');
    await settled(page);
    expect.soft(await axeViolations(page), theme).toEqual([]);
  }
  await page.context().close();
});

test('the dark theme of the system is drawn at once, without the light one before it', async ({
  browser,
  people,
}) => {
  const context = await browser.newContext({ storageState: people.admin.state, colorScheme: 'dark' });
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
  const seen = await page.evaluate(() => [...(window as unknown as { seen: Set<string> }).seen]);
  expect(seen).toEqual(['rgb(12, 16, 21)']);
  await context.close();
});

test('language and theme change from the top bar and stay', async ({ people, pageOf }) => {
  const page = await pageOf(people.admin);
  await page.goto('/');
  await page.getByRole('button', { name: 'Switch to Chinese' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('首页');
  await page.getByRole('button', { name: '选择主题' }).click();
  await page.getByRole('menuitem', { name: '深色' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-scheme', 'dark');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await expect(page.locator('html')).toHaveAttribute('data-scheme', 'dark');
});

test('the palette leads anywhere by keyboard', async ({ people, pageOf }) => {
  const page = await pageOf(people.admin);
  await page.goto('/');
  await settled(page);
  await page.keyboard.press('Control+K');
  await page.getByRole('combobox').fill(world.project);
  await expect(page.getByRole('option', { selected: true })).toContainText(world.project);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/projects/${world.project}$`));
});

test('the first stop of the keyboard skips to the page', async ({ people, pageOf }) => {
  const page = await pageOf(people.admin);
  await page.goto('/');
  await settled(page);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the page' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('#main')).toBeFocused();
});

test('the platform’s pages are neither offered to nor open for others', async ({ people, pageOf }) => {
  const page = await pageOf(people.outsider);
  await page.goto('/');
  await settled(page);
  const navigation = page.getByRole('navigation', { name: 'Navigation' });
  await expect(navigation.getByRole('link')).toHaveText(['Home', 'Projects']);
  await page.goto('/audit');
  await expect(page.getByText('There is no such page')).toBeVisible();
});

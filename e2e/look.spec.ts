import { axeViolations, expect, makeWorld, overflow, test, uniqueName, type World } from './fixtures';
import { environment } from './fixtures/environment';
import { dress, dressToChange, settled, turn } from './fixtures/look';
import { PAGES } from './pages';
import { furnishStates, STATES } from './states';

let world: World;

test.beforeAll(async ({ people, cleanup }) => {
  test.setTimeout(180_000);
  const { admin, viewer } = people;
  world = await makeWorld(
    admin.api,
    {
      tenant: uniqueName('tenant'),
      project: uniqueName('look'),
      app: 'web',
      members: [{ person: viewer, role: 'viewer' }],
    },
    cleanup,
  );
  await furnishStates(admin.api, world);
});

const WIDE = { width: 1360, height: 860 };
const NARROW = { width: 390, height: 860 };

for (const { name, path } of PAGES) {
  test(`${name}: no axe violation in both themes, no sideways scroll at 390 px`, async ({
    people,
    pageOf,
  }) => {
    const page = await pageOf(people.admin);
    const { url } = environment();
    for (const locale of ['en', 'zh'] as const) {
      await dressToChange(page, locale, url);
      await page.setViewportSize(WIDE);
      await page.goto(path(world));
      await settled(page);
      for (const size of [WIDE, NARROW]) {
        await page.setViewportSize(size);
        expect.soft(await overflow(page), `${locale} ${size.width} is too wide by`).toBeLessThanOrEqual(0);
        // What colours stand on is the same in both languages and widths.
        const theme = (locale === 'en') === (size === WIDE) ? 'light' : 'dark';
        await turn(page, theme);
        expect.soft(await axeViolations(page), `${theme} ${locale} ${size.width}`).toEqual([]);
      }
    }
  });
}

for (const { name, path, who, narrow, open } of STATES) {
  test(`${name}: no axe violation in both themes, no sideways scroll`, async ({ people, pageOf }) => {
    const page = await pageOf(people[who ?? 'admin']);
    await dressToChange(page, 'en', environment().url);
    await page.goto(path(world));
    await settled(page);
    await open(page, world);
    for (const theme of ['light', 'dark'] as const) {
      await turn(page, theme);
      expect.soft(await axeViolations(page), theme).toEqual([]);
    }
    if (narrow) await page.setViewportSize(NARROW);
    expect.soft(await overflow(page), 'is too wide by').toBeLessThanOrEqual(0);
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

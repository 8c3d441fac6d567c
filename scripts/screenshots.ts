// Pictures of every page in both themes and both languages: docs/screenshots/<page>-<theme>-<language>[-narrow].png.
// `npx tsx scripts/screenshots.ts [page …]`, with the console of `npm run up` running.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser } from '@playwright/test';
import { createApp, getApp, updateApp } from '../lib/contract/apps';
import { Api } from '../e2e/fixtures/api';
import { Cleanup } from '../e2e/fixtures/cleanup';
import { BROWSER, environment } from '../e2e/fixtures/environment';
import { dress, settled } from '../e2e/fixtures/look';
import { signInByRequest, tokenOf } from '../e2e/fixtures/sign-in';
import { makeWorld, type World } from '../e2e/fixtures/world';
import { PAGES, type ConsolePage } from '../e2e/pages';

const FOLDER = path.resolve('docs/screenshots');
const WIDE = { width: 1360, height: 860 };
const NARROW = { width: 390, height: 844 };
const LOOKS = (['light', 'dark'] as const).flatMap((theme) =>
  (['en', 'zh'] as const).map((locale) => ({ theme, locale })),
);

const { url, adminName, adminPassword } = environment();
const wanted = process.argv.slice(2);

/** A project as people have it: one app that runs, one that does not. */
async function furnish(admin: Api, cleanup: Cleanup): Promise<World> {
  const world = await makeWorld(
    admin,
    {
      tenant: 'harbour',
      project: 'shop',
      app: 'web',
      titles: { tenant: 'Harbour Logistics', project: 'Web shop' },
    },
    cleanup,
  );
  const { project } = world;
  await admin.call(updateApp, {
    params: { project, app: 'web' },
    body: { image: 'samples/web:2', message: 'New start page' },
  });
  await admin.call(createApp, {
    params: { project },
    body: {
      name: 'worker',
      image: 'samples/busybox:1',
      command: ['sh', '-c', 'echo no config.yaml; exit 1'],
    },
  });
  for (const [app, verdicts] of [
    ['web', ['available']],
    ['worker', ['failed', 'degraded']],
  ] as const) {
    await admin.until(
      getApp,
      { params: { project, app } },
      ({ status }) => verdicts.some((verdict) => verdict === status.verdict),
      120,
    );
  }
  return world;
}

async function picture(
  browser: Browser,
  state: string | undefined,
  page: ConsolePage,
  world: World,
): Promise<void> {
  for (const { theme, locale } of LOOKS) {
    const context = await browser.newContext({
      viewport: WIDE,
      ...(state ? { storageState: JSON.parse(state) as never } : {}),
    });
    const tab = await context.newPage();
    await dress(tab, theme, locale, url);
    await tab.goto(url + page.path(world));
    await settled(tab);
    const name = path.join(FOLDER, `${page.name}-${theme}-${locale}`);
    await tab.screenshot({ path: `${name}.png`, animations: 'disabled' });
    if (page.narrow) {
      await tab.setViewportSize(NARROW);
      await tab.screenshot({ path: `${name}-narrow.png`, animations: 'disabled' });
    }
    await context.close();
  }
  console.log(page.name);
}

mkdirSync(FOLDER, { recursive: true });
const cleanup = new Cleanup();
const browser = await chromium.launch(BROWSER);
try {
  const session = await signInByRequest(url, adminName, adminPassword);
  const state = JSON.stringify(await session.storageState());
  const world = await furnish(new Api(url, await tokenOf(session)), cleanup);
  const pages = PAGES.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  await picture(browser, undefined, { name: 'login', path: () => '/login', narrow: true }, world);
  for (const page of pages) await picture(browser, state, page, world);
} finally {
  await browser.close();
  await cleanup.run();
}

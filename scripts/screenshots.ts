// Pictures of every page in both themes and both languages: docs/screenshots/<page>-<theme>-<language>[-narrow].png, and of
// what stands behind an act (e2e/states.ts) in English: docs/screenshots/states/<state>-<theme>.png.
// `npx tsx scripts/screenshots.ts [page or state …]`, with the console of `npm run up` running.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser } from '@playwright/test';
import { createApp, getApp, updateApp } from '../lib/contract/apps';
import { Api } from '../e2e/fixtures/api';
import { Cleanup } from '../e2e/fixtures/cleanup';
import { BROWSER, environment } from '../e2e/fixtures/environment';
import { dress, dressToChange, settled, turn } from '../e2e/fixtures/look';
import { makePerson, type Person } from '../e2e/fixtures/people';
import { signInByRequest, tokenOf } from '../e2e/fixtures/sign-in';
import { makeWorld, type World } from '../e2e/fixtures/world';
import { PAGES, type ConsolePage } from '../e2e/pages';
import { furnishStates, STATES, type ConsoleState, type Viewer } from '../e2e/states';

const FOLDER = path.resolve('docs/screenshots');
const WIDE = { width: 1360, height: 860 };
const NARROW = { width: 390, height: 844 };
const LOOKS = (['light', 'dark'] as const).flatMap((theme) =>
  (['en', 'zh'] as const).map((locale) => ({ theme, locale })),
);

type State = Person['state'];
type People = Record<Viewer, State>;

const { url, adminName, adminPassword } = environment();
const wanted = process.argv.slice(2);

/** A project as people have it: one app that runs, one that does not. */
async function furnish(admin: Api, viewer: Person, cleanup: Cleanup): Promise<World> {
  const world = await makeWorld(
    admin,
    {
      tenant: 'harbour',
      project: 'shop',
      app: 'web',
      titles: { tenant: 'Harbour Logistics', project: 'Web shop' },
      members: [{ person: viewer, role: 'viewer' }],
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
  await furnishStates(admin, world);
  return world;
}

async function statePicture(
  browser: Browser,
  state: ConsoleState,
  people: People,
  world: World,
): Promise<void> {
  const context = await browser.newContext({ viewport: WIDE, storageState: people[state.who ?? 'admin'] });
  const tab = await context.newPage();
  await dressToChange(tab, 'en', url);
  await tab.goto(url + state.path(world));
  await settled(tab);
  await state.open(tab, world);
  for (const theme of ['light', 'dark'] as const) {
    await turn(tab, theme);
    const file = path.join(FOLDER, 'states', `${state.name}-${theme}.png`);
    await tab.screenshot({ path: file, animations: 'disabled' });
  }
  await context.close();
  console.log(state.name);
}

async function picture(
  browser: Browser,
  state: State | undefined,
  page: ConsolePage,
  world: World,
): Promise<void> {
  for (const { theme, locale } of LOOKS) {
    const context = await browser.newContext({
      viewport: WIDE,
      ...(state ? { storageState: state } : {}),
    });
    const tab = await context.newPage();
    await dress(tab, theme, locale, url);
    await tab.goto(url + page.path(world));
    await settled(tab);
    await page.whole?.(tab);
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

mkdirSync(path.join(FOLDER, 'states'), { recursive: true });
const cleanup = new Cleanup();
const browser = await chromium.launch(BROWSER);
try {
  const session = await signInByRequest(url, adminName, adminPassword);
  const admin = await session.storageState();
  const api = new Api(url, await tokenOf(session));
  const viewer = await makePerson(api, url, 'viewer', cleanup);
  const outsider = await makePerson(api, url, 'outsider', cleanup);
  const people: People = { admin, viewer: viewer.state, outsider: outsider.state };
  const world = await furnish(api, viewer, cleanup);
  const asked = ({ name }: { name: string }) => wanted.length === 0 || wanted.includes(name);
  const login: ConsolePage = { name: 'login', path: () => '/login', narrow: true };
  if (asked(login)) await picture(browser, undefined, login, world);
  for (const page of PAGES.filter(asked)) await picture(browser, admin, page, world);
  for (const state of STATES.filter(asked)) await statePicture(browser, state, people, world);
} finally {
  await browser.close();
  await cleanup.run();
}

import type { Page } from '@playwright/test';
import type { Api } from './fixtures/api';
import { runInPod } from './fixtures/socket';
import { IDLE, startApp, type World } from './fixtures/world';
import { createLogExcerpt } from '../lib/contract/log-excerpts';
import { putSecret } from '../lib/contract/secrets';

/** Who looks: an administrator when not said. */
export type Viewer = 'admin' | 'viewer' | 'outsider';

/** What a page shows only after an act: a dialogue, a drawer, the dock, or what it shows to somebody else. English. */
export interface ConsoleState {
  name: string;
  path: (world: World) => string;
  who?: Viewer;
  narrow?: boolean;
  /** Brings it about and waits until it stands. */
  open: (page: Page, world: World) => Promise<void>;
}

const SHELL_APP = 'box';
const SECRET = 'database';
const EXCERPT = 'the first start';

/** Gives the world what the states below need beside its app: kept lines, a container with a shell, a session that is over, and a Secret. */
export async function furnishStates(api: Api, { project, app }: World): Promise<void> {
  const day = 86_400_000;
  await api.call(createLogExcerpt, {
    params: { project, app },
    body: {
      from: new Date(Date.now() - day).toISOString(),
      to: new Date(Date.now() + day).toISOString(),
      note: EXCERPT,
    },
  });
  const [pod = ''] = await startApp(api, project, {
    name: SHELL_APP,
    image: 'samples/busybox:1',
    command: IDLE,
  });
  await runInPod(api.token, { project, pod }, ['ls', '-l', '/etc']);
  await api.call(putSecret, {
    params: { project, secret: SECRET },
    body: { values: { DB_USER: 'shop', DB_PASSWORD: 'a value that nobody needs' } },
  });
}

async function press(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name }).first().click();
}

/** The dialogue or drawer that opened last, drawn in full. */
async function dialogue(page: Page): Promise<void> {
  await page.getByRole('dialog').last().waitFor();
  await page.waitForFunction(() => document.querySelector('[role="dialog"] [aria-busy="true"]') === null);
}

function dialogueBehind(...names: (string | RegExp)[]) {
  return async (page: Page) => {
    for (const name of names) await press(page, name);
    await dialogue(page);
  };
}

async function menuItem(page: Page, button: string | RegExp, item: string): Promise<void> {
  await press(page, button);
  await page.getByRole('menuitem', { name: item }).click();
  await dialogue(page);
}

const inProject =
  (below = '') =>
  ({ project }: World) =>
    `/projects/${project}${below}`;

/** Every state that is looked at. */
export const STATES: ConsoleState[] = [
  { name: 'tenant-create', path: () => '/tenants', open: dialogueBehind('Create tenant') },
  { name: 'tenant-drawer', path: ({ tenant }) => `/tenants?tenant=${tenant}`, open: dialogue },
  {
    name: 'tenant-delete',
    path: ({ tenant }) => `/tenants?tenant=${tenant}`,
    open: dialogueBehind('Delete tenant'),
  },
  { name: 'project-create', path: () => '/projects', open: dialogueBehind('Create project') },
  { name: 'project-delete', path: inProject('/settings'), open: dialogueBehind('Delete project') },
  {
    name: 'pods-nothing-found',
    path: inProject('/pods?search=nothing-is-called-so'),
    open: (page) => page.getByText('Nothing matches this search.').waitFor(),
  },
  {
    name: 'pods-by-restarts',
    path: inProject('/pods?sort=-restarts&state=ready'),
    who: 'viewer',
    narrow: true,
    open: (page) =>
      page
        .getByRole('button', { name: /^Log of / })
        .first()
        .waitFor(),
  },
  { name: 'user-create', path: () => '/users', open: dialogueBehind('Create user') },
  { name: 'registry-add', path: () => '/registries', open: dialogueBehind('Add registry') },
  { name: 'member-add', path: inProject('/members'), open: dialogueBehind('Add member') },
  { name: 'member-remove', path: inProject('/members'), open: dialogueBehind(/^Remove /) },
  { name: 'secret-create', path: inProject('/secrets'), open: dialogueBehind('Create Secret', /Paste/) },
  {
    name: 'secret-revealed',
    path: inProject(`/secrets?secret=${SECRET}`),
    open: async (page) => {
      await press(page, 'Reveal the value of DB_USER');
      await page.getByRole('button', { name: 'Hide the value of DB_USER' }).waitFor();
    },
  },
  { name: 'secret-delete', path: inProject('/secrets'), open: dialogueBehind(`Delete ${SECRET}`) },
  {
    name: 'quota-below-use',
    path: inProject('/quota'),
    open: async (page) => {
      await page.getByRole('spinbutton', { name: 'Pods' }).fill('1');
      await page.getByRole('alert').first().waitFor();
    },
  },
  { name: 'audit-row', path: inProject('/audit'), open: dialogueBehind('Deploy a new app') },
  { name: 'token-create', path: () => '/settings', open: dialogueBehind('Create token') },
  {
    name: 'deploy-plan',
    path: inProject('/apps/new'),
    narrow: true,
    open: async (page) => {
      await press(page, /samples\/web/);
      await page.getByLabel('Name', { exact: true }).fill('second');
      await page.getByRole('button', { name: /^Environment/ }).click();
      await press(page, 'Add a variable');
      await page.getByText('Create Deployment second').waitFor();
    },
  },
  {
    name: 'app-releases',
    path: ({ project, app }) => `/projects/${project}/apps/${app}?tab=releases`,
    narrow: true,
    open: (page) => page.getByText('#1').first().waitFor(),
  },
  {
    name: 'app-events',
    path: ({ project, app }) => `/projects/${project}/apps/${app}?tab=events`,
    narrow: true,
    open: (page) => page.getByText('Reason').first().waitFor(),
  },
  {
    name: 'app-kept-lines',
    path: ({ project, app }) => `/projects/${project}/apps/${app}?tab=excerpts`,
    narrow: true,
    open: (page) => page.getByText(EXCERPT).waitFor(),
  },
  {
    name: 'app-scale',
    path: ({ project, app }) => `/projects/${project}/apps/${app}`,
    open: (page) => menuItem(page, 'More acts', 'Scale'),
  },
  {
    name: 'app-delete',
    path: ({ project, app }) => `/projects/${project}/apps/${app}`,
    open: (page) => menuItem(page, 'More acts', 'Delete'),
  },
  {
    name: 'dock-shell',
    path: ({ project }) => `/projects/${project}/apps/${SHELL_APP}`,
    narrow: true,
    open: async (page) => {
      await press(page, /^Shell in box-/);
      await page.locator('.xterm-rows', { hasText: /[#$]/ }).last().waitFor();
    },
  },
  {
    name: 'shell-replay',
    path: inProject('/shells'),
    narrow: true,
    open: async (page) => {
      await page
        .getByRole('link', { name: /^Replay the session/ })
        .first()
        .click();
      await press(page, 'Replay');
      await page.getByRole('button', { name: 'Play again' }).waitFor();
    },
  },
  {
    name: 'files-drawer',
    path: ({ project }) => `/projects/${project}/apps/${SHELL_APP}`,
    narrow: true,
    open: async (page) => {
      await menuItem(page, /^More for box-/, 'Files');
      await page.getByRole('button', { name: 'etc', exact: true }).waitFor();
    },
  },
  {
    name: 'dock-debug-shell',
    path: ({ project, app }) => `/projects/${project}/apps/${app}`,
    narrow: true,
    open: async (page) => {
      await press(page, /^More for /);
      await page.getByRole('menuitem', { name: 'Debug shell' }).click();
      await page.locator('.xterm-rows', { hasText: /[#$]/ }).last().waitFor();
    },
  },
  {
    name: 'palette',
    path: inProject(),
    open: async (page) => {
      await page.keyboard.press('Control+K');
      await page.getByRole('option').first().waitFor();
    },
  },
  {
    name: 'menu',
    path: inProject(),
    narrow: true,
    open: async (page) => {
      await page.setViewportSize({ width: 390, height: 844 });
      await press(page, 'Menu');
      await dialogue(page);
    },
  },
  { name: 'viewer-project', who: 'viewer', path: inProject(), open: async () => undefined },
  {
    name: 'viewer-app',
    who: 'viewer',
    path: ({ project, app }) => `/projects/${project}/apps/${app}`,
    open: async () => undefined,
  },
  {
    name: 'viewer-shells',
    who: 'viewer',
    path: inProject('/shells'),
    open: (page) => page.getByText('You have no right to shells').waitFor(),
  },
  {
    name: 'viewer-secrets',
    who: 'viewer',
    path: inProject('/secrets'),
    open: (page) => page.getByText('You have no right to Secrets').waitFor(),
  },
  { name: 'outsider-home', who: 'outsider', path: () => '/', open: async () => undefined },
  {
    name: 'outsider-project',
    who: 'outsider',
    path: inProject(),
    open: (page) => page.getByRole('alert').first().waitFor(),
  },
  { name: 'nowhere', who: 'outsider', path: () => '/nowhere', open: async () => undefined },
];

import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { updateProject } from '../lib/contract/projects';
import { expect, IDLE, makePlace, startApp, test, uniqueName } from './fixtures';
import { Shell } from './fixtures/shell';

const project = uniqueName('recorded');
const app = 'box';

test.beforeAll(async ({ people, cleanup }) => {
  const members = [
    { person: people.developer, role: 'developer' as const },
    { person: people.viewer, role: 'viewer' as const },
  ];
  await makePlace(people.admin.api, { tenant: uniqueName('tenant'), project, members }, cleanup);
  await startApp(people.developer.api, project, { name: app, image: 'samples/busybox:1', command: IDLE });
});

const sessions = `/projects/${project}/shells`;
const player = (page: Page) => page.getByRole('group', { name: /^Replay of the session in box-/ });
const screenOf = async (page: Page) => {
  const rows = await player(page).locator('.xterm-rows > div').allTextContents();
  return rows.map((row) => row.replaceAll('\u00A0', ' ').trimEnd()).join('\n');
};

test('a shell is recorded, found in the list, replayed with seek and speed, and downloaded', async ({
  people,
  pageOf,
}) => {
  const page = await pageOf(people.developer);
  await page.goto(`/projects/${project}/apps/${app}`);
  const shell = new Shell(page);
  await shell.open();
  await expect(page.getByText('This session is recorded: output, not keys')).toBeVisible();
  expect(await shell.run('echo first')).toBe('first');
  // What a program may not reach: the title, the clipboard, a link.
  await shell.run(
    String.raw`printf '\033]0;taken over\007\033]52;c;dGFrZW4=\007\033]8;;https://example.com\007link\033]8;;\007'`,
  );
  expect(await shell.run('echo last')).toBe('last');
  await shell.type('exit 4');
  await shell.press('Enter');
  await expect(shell.ended()).toContainText('exit 4');
  await shell.dock.getByRole('button', { name: 'Close this tab' }).click();

  await page
    .getByRole('navigation', { name: 'Navigation' })
    .getByRole('link', { name: 'Shell sessions' })
    .click();
  const past = page.getByRole('region', { name: 'Past' });
  const row = past.getByRole('row').filter({ hasText: 'Exit 4' });
  await expect(row).toContainText(people.developer.name);
  await row
    .getByRole('link', { name: /^Replay/ })
    .or(row.getByRole('button', { name: /^Replay/ }))
    .click();
  await expect(page.getByRole('heading', { level: 1, name: /^Shell session in box-/ })).toBeVisible();
  const title = await page.title();
  await page.getByRole('button', { name: /Replay$/ }).click();
  const controls = player(page);
  const slider = controls.getByRole('slider', { name: 'Position' });

  // Pauses are skipped and it plays by itself: at most a second for each step of a few.
  await controls.getByRole('combobox', { name: 'Speed' }).click();
  await page.getByTitle('8×').click();
  await expect.poll(() => screenOf(page), { timeout: 30_000 }).toContain('out3=last');
  await expect(controls.getByRole('button', { name: 'Play again' })).toBeVisible();

  const screen = controls.getByRole('group', { name: 'Screen of the terminal' });
  await screen.focus();
  await page.keyboard.press('Home');
  await expect.poll(() => screenOf(page)).not.toContain('out1=first');
  await expect(slider).toHaveAttribute('aria-valuenow', '0');
  await slider.focus();
  await page.keyboard.press('End');
  await expect.poll(() => screenOf(page)).toContain('out3=last');
  // Slowly, so that it does not come to its end before it is stopped.
  await controls.getByRole('combobox', { name: 'Speed' }).click();
  await page.getByTitle('0.5×').click();
  await screen.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Space');
  await expect(controls.getByRole('button', { name: 'Pause' })).toBeVisible();
  await page.keyboard.press('Space');
  await expect(controls.getByRole('button', { name: 'Play', exact: true })).toBeVisible();

  expect(await page.title()).toBe(title);
  await expect(controls.locator('a')).toHaveCount(0);

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page
      .getByRole('button', { name: /^Download/ })
      .or(page.getByRole('link', { name: /^Download/ }))
      .click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^box-.*\.cast$/);
  const [head = '', ...events] = (await readFile(await download.path(), 'utf8')).trimEnd().split('\n');
  expect(JSON.parse(head)).toMatchObject({ version: 2 });
  expect(
    events.map((line) => JSON.parse(line) as unknown[]).some(([, , data]) => String(data).includes('last')),
  ).toBe(true);
});

test('the audit row of a shell leads to its recording', async ({ people, pageOf }) => {
  const mine = await pageOf(people.developer);
  await mine.goto(`/projects/${project}/apps/${app}`);
  const shell = new Shell(mine);
  await shell.open();
  await shell.type('exit 5');
  await shell.press('Enter');
  await expect(shell.ended()).toContainText('exit 5');

  const page = await pageOf(people.admin);
  await page.goto(`/projects/${project}/audit?action=shell.open`);
  await page.getByRole('button', { name: 'Open a shell' }).first().click();
  await page.getByRole('dialog').getByRole('link', { name: 'Session and recording' }).click();
  await expect(page.getByRole('main')).toContainText('Exit 5');
  await page.getByRole('button', { name: /Replay$/ }).click();
  await expect.poll(() => screenOf(page), { timeout: 30_000 }).toContain('exit 5');
});

test('an administrator sees a session that runs, and ends it', async ({ people, pageOf }) => {
  const mine = await pageOf(people.developer);
  await mine.goto(`/projects/${project}/apps/${app}`);
  const shell = new Shell(mine);
  await shell.open();

  const page = await pageOf(people.admin);
  await page.goto(sessions);
  const live = page.getByRole('region', { name: 'Running now' }).first();
  await expect(live).toContainText('Attached');
  await live.getByRole('button', { name: /^End the shell of/ }).click();
  await page.getByRole('tooltip').getByRole('button', { name: 'End', exact: true }).click();
  await expect(live).toContainText('No shell is open now.');
  await expect(mine.getByText(`The session was ended by ${people.admin.name}.`)).toBeVisible();
  await expect(page.getByRole('region', { name: 'Past' }).first()).toContainText(
    `Ended by ${people.admin.name}`,
  );
  // What begins and ends elsewhere comes by itself, sooner than any page would ask.
  await shell.dock.getByRole('button', { name: 'Close this tab' }).click();
  await shell.open();
  await expect(live).toContainText('Attached', { timeout: 3000 });
  await shell.type('exit 6');
  await shell.press('Enter');
  await expect(page.getByRole('region', { name: 'Past' }).first()).toContainText('Exit 6', { timeout: 3000 });
});

test('a project that does not record says so while one types; whoever has no right finds no sessions', async ({
  people,
  pageOf,
}) => {
  const settings = await pageOf(people.admin);
  await settings.goto(`/projects/${project}/settings`);
  const section = settings.getByRole('region', { name: 'Recordings of shells' });
  await section.getByRole('switch', { name: 'Record shells' }).click();
  await section.getByRole('spinbutton', { name: 'Days that recordings are kept' }).fill('7');
  await section.getByRole('button', { name: 'Save' }).click();
  await expect(settings.getByText('Saved.')).toBeVisible();
  try {
    const mine = await pageOf(people.developer);
    await mine.goto(`/projects/${project}/apps/${app}`);
    await new Shell(mine).open();
    await expect(mine.getByText('This session is not recorded')).toBeVisible();
  } finally {
    await people.admin.api.call(updateProject, {
      params: { project },
      body: { recordShells: true, recordingDays: 30 },
    });
  }
  const viewer = await pageOf(people.viewer);
  await viewer.goto(sessions);
  await expect(viewer.getByText('You have no right to shells in this project.')).toBeVisible();
});

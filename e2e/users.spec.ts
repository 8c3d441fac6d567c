import http from 'node:http';
import { randomInt } from 'node:crypto';
import type { Browser, Page } from '@playwright/test';
import { getMe } from '../lib/contract/me';
import { listSessions } from '../lib/contract/sessions';
import { expect, makePerson, makePlace, removeLater, test, uniqueName } from './fixtures';
import { environment } from './fixtures/environment';
import { signInByForm, signInByRequest } from './fixtures/sign-in';

const { url, adminName, adminPassword } = environment();

async function freshPage(browser: Browser): Promise<Page> {
  return (await browser.newContext()).newPage();
}

async function tryToSignIn(page: Page, name: string, password: string): Promise<void> {
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** What the sign-in page says; Next's own announcer is an alert too. */
function refusalOn(page: Page) {
  return page.getByRole('main').getByRole('alert');
}

/** The row of a user on the users' page, found by search. */
async function rowOf(page: Page, name: string) {
  await page.goto('/users');
  await page.getByRole('searchbox', { name: 'Search users' }).fill(name);
  return page.getByRole('row').filter({ hasText: name });
}

async function act(page: Page, name: string, what: string): Promise<void> {
  const row = await rowOf(page, name);
  await row.getByRole('button', { name: `Acts for ${name}` }).click();
  await page.getByRole('menuitem', { name: what, exact: true }).click();
}

test('a new user gets a first password once, chooses one of their own, and sees their sessions', async ({
  people,
  pageOf,
  cleanup,
  browser,
}) => {
  const name = uniqueName('newcomer');
  const own = 'a sentence of my own 42';
  const admin = await pageOf(people.admin);
  await admin.goto('/users');
  await admin.getByRole('button', { name: 'Create user' }).click();
  const form = admin.getByRole('dialog', { name: 'Create user' });
  await form.getByLabel('Name', { exact: true }).fill(name);
  await form.getByRole('button', { name: 'Create' }).click();
  const once = admin.getByRole('dialog', { name: `${name} can sign in now` });
  const first = await once.getByTestId('secret').locator('code').innerText();
  removeLater(people.admin.api, name, cleanup);
  expect(first.length).toBeGreaterThanOrEqual(16);
  await expect(once.locator('dt')).toHaveText(['Name', 'Password', 'Address to sign in at']);
  await expect(once.locator('dd code')).toHaveText([name, first, new RegExp('^http.*/login$')]);
  await once.getByRole('button', { name: 'Close' }).click();
  await expect(once).toBeHidden();
  const row = await rowOf(admin, name);
  await expect(row).toContainText('Must choose a password');
  expect(await admin.content()).not.toContain(first);

  const page = await freshPage(browser);
  await page.goto('/projects');
  await tryToSignIn(page, name, first);
  await expect(page.getByRole('heading', { name: 'Choose your own password' })).toBeVisible();
  // No way round it.
  await page.goto('/settings');
  await expect(page).toHaveURL(/\/change-password\?next=%2Fsettings/);
  const fill = async (current: string, next: string) => {
    await page.getByLabel('Current password').fill(current);
    await page.getByLabel('New password', { exact: true }).fill(next);
    await page.getByLabel('New password again').fill(next);
    await page.getByRole('button', { name: 'Save and go on' }).click();
  };
  await fill('not the first one', own);
  await expect(page.getByText('This is not your current password.')).toBeVisible();
  await fill(first, own);
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
  await expect(signInByRequest(url, name, first)).rejects.toThrow('auth.failed');

  // Another browser signs in, is seen, and is ended from here.
  const other = await signInByRequest(url, name, own);
  await page.reload();
  const sessions = page.getByRole('table', { name: 'Sessions' }).getByRole('row');
  await expect(sessions).toHaveCount(3);
  await expect(sessions.filter({ hasText: 'this one' })).toHaveCount(1);
  await sessions.getByRole('button', { name: /^End the session/ }).click();
  await expect(page.getByText('Session ended.')).toBeVisible();
  await expect(sessions).toHaveCount(2);
  expect((await other.get('/api/v1/me')).status()).toBe(401);
  await other.dispose();
  await page.context().close();
});

test('a disabled account’s open page ends at once; a reset password lets its owner in again', async ({
  people,
  pageOf,
  cleanup,
  browser,
}) => {
  const { api } = people.admin;
  const person = await makePerson(api, url, 'leaver', cleanup);
  const { project } = await makePlace(
    api,
    {
      tenant: uniqueName('tenant'),
      project: uniqueName('users'),
      members: [{ person, role: 'developer' }],
    },
    cleanup,
  );
  const page = await pageOf(person);
  await page.goto(`/projects/${project}`);
  await expect(page.getByText('Nothing runs in this project yet.')).toBeVisible();

  const admin = await pageOf(people.admin);
  await act(admin, person.name, 'Disable');
  await admin.getByRole('dialog').getByRole('button', { name: 'Disable' }).click();
  await expect(admin.getByText(`${person.name} is disabled; all their sessions have ended.`)).toBeVisible();
  // Nobody touches that page.
  await expect(page.getByText('Your session has ended')).toBeVisible();
  await expect(page.getByText('Nothing runs in this project yet.')).toHaveCount(0);
  expect((await person.api.fetch(getMe, {})).status).toBe(401);
  await page.getByRole('link', { name: 'Sign in' }).click();
  await tryToSignIn(page, person.name, person.password);
  await expect(refusalOn(page)).toContainText('This account is disabled.');

  await act(admin, person.name, 'Enable');
  await expect(admin.getByText(`${person.name} can sign in again.`)).toBeVisible();
  await act(admin, person.name, 'Reset password');
  await admin.getByRole('dialog').getByRole('button', { name: 'Reset password' }).click();
  const once = admin.getByRole('dialog', { name: `New password of ${person.name}` });
  const password = await once.getByTestId('secret').locator('code').innerText();
  await expect(signInByRequest(url, person.name, person.password)).rejects.toThrow('auth.failed');
  const again = await freshPage(browser);
  await signInByForm(again, person.name, password);
  await expect(again.getByRole('heading', { name: 'Choose your own password' })).toBeVisible();
  await again.context().close();
  const { items } = await api.call(listSessions, { query: { user: person.name } });
  expect(items).toHaveLength(1);
});

test('guessing is stopped with a clear sentence, and shuts out neither others nor the administrator', async ({
  people,
  cleanup,
  browser,
}) => {
  const person = await makePerson(people.admin.api, url, 'guessed', cleanup);
  const page = await freshPage(browser);
  await page.goto('/login');
  const alert = refusalOn(page);
  for (let guess = 1; guess <= 8; guess += 1) {
    await tryToSignIn(page, person.name, `wrong guess ${guess}`);
    await expect(alert).toHaveText('Name or password is wrong.');
    // The field is emptied together with the answer: only then is the next try another one.
    await expect(page.getByLabel('Password', { exact: true })).toHaveValue('');
  }
  // From here not even the right one helps now.
  await tryToSignIn(page, person.name, person.password);
  await expect(alert).toHaveText(/^Too many failed sign-ins\. Try again in \d+ s\.$/);
  await page.context().close();

  // Somebody elsewhere guesses at the administrator until they are stopped; the administrator signs in all the same.
  const elsewhere = `127.${randomInt(1, 255)}.${randomInt(255)}.${randomInt(1, 255)}`;
  const refusals: string[] = [];
  for (let guess = 1; guess <= 9; guess += 1) refusals.push(await guessFrom(elsewhere, adminName));
  expect(refusals.slice(0, 8)).toEqual(Array(8).fill('auth.failed'));
  expect(refusals[8]).toBe('auth.wait');
  const own = await freshPage(browser);
  await signInByForm(own, adminName, adminPassword);
  await expect(own.getByRole('navigation', { name: 'Navigation' })).toBeVisible();
  await own.context().close();
});

/** One wrong guess at an account from another address of this machine; the code of the refusal. */
async function guessFrom(localAddress: string, name: string): Promise<string> {
  const csrf = await send(localAddress, 'GET', '/api/auth/csrf', '', '');
  const { csrfToken } = JSON.parse(csrf.body) as { csrfToken: string };
  const form = new URLSearchParams({ name, password: 'a wrong guess', csrfToken, json: 'true' });
  const answer = await send(
    localAddress,
    'POST',
    '/api/auth/callback/credentials',
    form.toString(),
    csrf.cookie,
  );
  const next = (JSON.parse(answer.body) as { url: string }).url;
  return (new URL(next).searchParams.get('error') ?? 'signed in').split(':')[0] ?? '';
}

function send(
  localAddress: string,
  method: string,
  path: string,
  body: string,
  cookie: string,
): Promise<{ body: string; cookie: string }> {
  const { host, port } = new URL(url);
  const headers = {
    host,
    origin: url,
    cookie,
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': Buffer.byteLength(body),
  };
  return new Promise((resolve, reject) => {
    const request = http.request(
      { host: '127.0.0.1', port, localAddress, method, path, headers },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => {
          const cookies = (response.headers['set-cookie'] ?? []).map((line) => line.split(';')[0]);
          resolve({ body: Buffer.concat(parts).toString('utf8'), cookie: cookies.join('; ') });
        });
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

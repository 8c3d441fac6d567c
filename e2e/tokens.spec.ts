import { expect, makePerson, test } from './fixtures';
import { environment } from './fixtures/environment';

const { url } = environment();

async function statusWith(token: string): Promise<number> {
  const answer = await fetch(`${url}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } });
  await answer.body?.cancel();
  return answer.status;
}

test('a token is shown once, speaks for its owner, and is refused once it is deleted', async ({
  people,
  pageOf,
  cleanup,
}) => {
  const person = await makePerson(people.admin.api, url, 'scripter', cleanup);
  const page = await pageOf(person);
  await page.goto('/settings');
  await page.getByRole('button', { name: 'Create token' }).click();
  const form = page.getByRole('dialog', { name: 'Create token' });
  await form.getByLabel('Name', { exact: true }).fill('pipeline of shop');
  await form.getByRole('button', { name: 'Create', exact: true }).click();
  const once = page.getByRole('dialog', { name: 'Token pipeline of shop' });
  const token = await once.getByTestId('secret').locator('code').innerText();
  await once.getByRole('button', { name: 'Close' }).click();
  await expect(once).toBeHidden();

  const row = page.getByRole('table', { name: 'My tokens' }).getByRole('row', { name: /pipeline of shop/ });
  await expect(row).toContainText(token.slice(0, 6));
  await expect(row).toContainText('never');
  const answer = await fetch(`${url}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } });
  expect(await answer.json()).toMatchObject({ user: { name: person.name }, via: 'token' });
  expect(await statusWith(`${token.slice(0, -1)}${token.endsWith('x') ? 'y' : 'x'}`)).toBe(401);

  await page.reload();
  await expect(row).not.toContainText('never');
  expect(await page.content()).not.toContain(token);
  await row.getByRole('button', { name: 'Delete token pipeline of shop' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('Token deleted.')).toBeVisible();
  await expect(row).toHaveCount(0);
  expect(await statusWith(token)).toBe(401);
});

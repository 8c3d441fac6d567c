import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { test as setup } from '@playwright/test';
import { ADMIN_STATE, environment } from './fixtures/environment';
import { signInByForm } from './fixtures/sign-in';

setup('the administrator signs in', async ({ page }) => {
  const { adminName, adminPassword } = environment();
  await signInByForm(page, adminName, adminPassword);
  mkdirSync(path.dirname(ADMIN_STATE), { recursive: true });
  await page.context().storageState({ path: ADMIN_STATE });
});

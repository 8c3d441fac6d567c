import { chromium, type Browser, type BrowserContext } from '@playwright/test';
import { BROWSER, environment } from '../../e2e/fixtures/environment';
import { signInByRequest } from '../../e2e/fixtures/sign-in';

/** Runs something in a browser, signed in as the administrator. */
export async function inBrowser<T>(
  url: string,
  run: (browser: Browser, signedIn: () => Promise<BrowserContext>) => Promise<T>,
): Promise<T> {
  const { adminName, adminPassword } = environment();
  const session = await signInByRequest(url, adminName, adminPassword);
  const storageState = await session.storageState();
  const browser = await chromium.launch(BROWSER);
  try {
    return await run(browser, () => browser.newContext({ storageState, baseURL: url, locale: 'en-GB' }));
  } finally {
    await browser.close();
    await session.dispose();
  }
}

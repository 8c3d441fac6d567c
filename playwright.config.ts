import { defineConfig } from '@playwright/test';
import { BROWSER, environment } from './e2e/fixtures/environment';

/** End-to-end tests: Chromium against the console that `npm run up` started, on the real cluster. */
export default defineConfig({
  testDir: 'e2e',
  // They share one console and one cluster on two cores; a flaky test is a wrong test.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: process.env['CI'] !== undefined,
  timeout: 180_000,
  // A busy machine takes its time; what is right passes as soon as it is there.
  expect: { timeout: 30_000 },
  reporter: [['list']],
  use: {
    baseURL: environment().url,
    locale: 'en-US',
    timezoneId: 'UTC',
    viewport: { width: 1360, height: 860 },
    // What is not there by then does not come; the test says so instead of running into its own end.
    actionTimeout: 30_000,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: BROWSER,
  },
  projects: [
    { name: 'sign-in', testMatch: 'sign-in.setup.ts' },
    { name: 'chromium', testMatch: '**/*.spec.ts', dependencies: ['sign-in'] },
  ],
});

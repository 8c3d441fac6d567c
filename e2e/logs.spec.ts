import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { urlOf } from '../lib/client/call';
import { listAppPods } from '../lib/contract/apps';
import { readPodLogs } from '../lib/contract/logs';
import { chooseFrom, expect, makePlace, startApp, test, uniqueName, type Person } from './fixtures';
import { environment } from './fixtures/environment';
import { runInPod } from './fixtures/socket';

const { url } = environment();
const project = uniqueName('logs');
const app = 'talk';
const EARLY = 300;
let pods: string[];

/** Three hundred lines, a long one, one with letters of several scripts, then one now and then; it crashes when told to. */
const SCRIPT = `
trap 'exit 0' TERM
n=0; while [ $n -lt ${EARLY} ]; do n=$((n+1)); echo "early $n"; done
echo "long $(head -c 3000 /dev/zero | tr '\\0' x) end-of-long"
id=$(cat /proc/sys/kernel/random/uuid); echo "born $id 出口 naïve 🙂"
n=0; while :; do
  n=$((n+1)); echo "tick $n"
  if [ -e /tmp/crash ]; then echo "last words of $id"; exit 3; fi
  sleep 0.3 & wait
done`;

test.beforeAll(async ({ people, cleanup }) => {
  const members = [{ person: people.developer, role: 'developer' as const }];
  await makePlace(people.admin.api, { tenant: uniqueName('tenant'), project, members }, cleanup);
  pods = await startApp(people.developer.api, project, {
    name: app,
    image: 'samples/busybox:1',
    command: ['sh', '-c', SCRIPT],
    replicas: 2,
  });
});

/** The log as the page shows it. */
class LogPage {
  readonly log: Locator;
  readonly tools: Locator;

  constructor(readonly page: Page) {
    this.log = page.getByRole('log');
    this.tools = page.getByRole('toolbar', { name: 'Log options' });
  }

  async open(): Promise<void> {
    await this.page.goto(`/projects/${project}/apps/${app}`);
    await expect(this.row('tick').first()).toBeVisible();
  }

  row(text: string | RegExp): Locator {
    return this.log.locator('[data-index]').filter({ hasText: text });
  }

  press(name: string): Promise<void> {
    // An icon's own name stands before the word.
    return this.tools.getByRole('button', { name: new RegExp(`${name}$`) }).click();
  }

  async filter(text: string): Promise<void> {
    await this.tools.getByRole('textbox', { name: 'Filter lines' }).fill(text);
  }

  async choose(what: string, option: string | RegExp): Promise<void> {
    await chooseFrom(this.tools.getByRole('combobox', { name: what }), option);
  }

  /** Where the view stands: how far from its end, and how much there is. */
  place(): Promise<{ fromEnd: number; top: number; height: number }> {
    return this.log.evaluate(({ scrollHeight, scrollTop, clientHeight }) => ({
      fromEnd: scrollHeight - scrollTop - clientHeight,
      top: scrollTop,
      height: scrollHeight,
    }));
  }
}

async function bytesOf(person: Person, address: string): Promise<Buffer> {
  const answer = await fetch(url + address, { headers: { authorization: `Bearer ${person.api.token}` } });
  expect(answer.status).toBe(200);
  return Buffer.from(await answer.arrayBuffer());
}

test('a log is followed, paused, wrapped, and cut to its last lines', async ({ people, pageOf }) => {
  const view = new LogPage(await pageOf(people.developer));
  await view.open();
  await expect(view.page.getByText('Live', { exact: true })).toBeVisible();
  const seen = await view.place();
  await expect.poll(async () => (await view.place()).height).toBeGreaterThan(seen.height + 100);
  await expect.poll(async () => (await view.place()).fromEnd).toBeLessThan(40);

  await view.press('Pause');
  const still = await view.place();
  // More comes, and what is being read stays where it is.
  await expect.poll(async () => (await view.place()).height).toBeGreaterThan(still.height + 100);
  expect((await view.place()).top).toBe(still.top);
  await view.log.evaluate((box) => box.scrollTo({ top: 0 }));
  await expect(view.row(/early 1$/).first()).toBeVisible();

  await view.choose('Lines at the start', '100 lines');
  // The view stays at its top, which is another line now.
  const first = view.log.locator('[data-index="0"]');
  await expect(first).toHaveText(/early (2\d\d|300)$|end-of-long$|born|tick \d+$/);
  await expect(view.row(/early 1$/)).toHaveCount(0);

  await view.press('Follow');
  await expect.poll(async () => (await view.place()).fromEnd).toBeLessThan(40);
  await view.filter('end-of-long');
  const long = view.row('end-of-long').first();
  await expect(view.row('tick')).toHaveCount(0);
  const height = async () => (await long.boundingBox())?.height ?? 0;
  await expect.poll(height).toBeGreaterThan(40);
  await view.press('Wrap long lines');
  await expect.poll(height).toBe(20);
});

test('a filter finds text and expressions and says what is no expression; since and one pod narrow the log', async ({
  people,
  pageOf,
}) => {
  const view = new LogPage(await pageOf(people.developer));
  await view.open();
  await view.filter('early 29');
  await expect(view.row('tick')).toHaveCount(0);
  // 29 and 290 to 299, of two pods, each marked.
  await expect(view.row('early 29')).toHaveCount(22);
  await expect(view.log.locator('mark').first()).toHaveText('early 29');
  await view.filter('/^early 1\\d$/');
  await expect(view.row('early')).toHaveCount(20);
  await view.filter('/(/');
  await expect(view.page.getByText('Live', { exact: true })).toHaveCount(0);
  await expect(view.log.locator('..').getByRole('status')).toContainText(/expression/i);

  await view.filter('born');
  await expect(view.row('born')).toHaveCount(2);
  await expect(view.row(/出口 naïve 🙂/)).toHaveCount(2);
  await view.choose('Pod and container', pods[0] ?? '');
  await expect(view.row('born')).toHaveCount(1);
  const since = view.page.waitForRequest((request) => request.url().includes('since=5m'));
  await view.choose('Since', 'Last 5m');
  await since;
  await expect(view.row('born')).toHaveCount(1);
});

test('a crash is marked, the run before it can be read, and the download is the API’s bytes', async ({
  people,
  pageOf,
}) => {
  const { developer } = people;
  const [pod = ''] = pods;
  const params = { project, pod };
  const born = (await bytesOf(developer, urlOf(readPodLogs, { params, query: { grep: 'born' } }))).toString();
  const id = born.split(' ')[1] ?? '';

  const view = new LogPage(await pageOf(developer));
  await view.open();
  // Three hundred lines follow on the restart: without a filter its mark is gone from sight at once.
  await view.filter('last words');
  await expect(view.row('tick')).toHaveCount(0);
  await runInPod(developer.api.token, params, ['touch', '/tmp/crash']);
  await expect(view.row('was restarted (exit 3)')).toBeVisible({ timeout: 30_000 });
  await developer.api.until(listAppPods, { params: { project, app } }, ({ items }) =>
    items.some((each) => each.name === pod && each.restarts === 1 && each.ready),
  );
  await view.choose('Pod and container', pod);
  await view.press('Previous container');
  await expect(view.row(`last words of ${id}`)).toBeVisible();
  await expect(view.page.getByText('The log has ended')).toBeVisible();
  await view.filter('born');
  await expect(view.row('born')).toHaveCount(1);
  await expect(view.row('born')).toContainText(id);
  await view.filter('');
  await expect(view.row(`last words of ${id}`)).toBeVisible();

  const [download] = await Promise.all([
    view.page.waitForEvent('download'),
    view.tools.getByRole('link', { name: 'Download as text' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe(`${pod}.log`);
  const file = readFileSync(await download.path());
  const whole = await bytesOf(developer, urlOf(readPodLogs, { params, query: { previous: '1' as never } }));
  expect(file.equals(whole)).toBe(true);
  const lines = file.toString('utf8').split('\n');
  expect(lines.filter((line) => line.startsWith('early '))).toHaveLength(EARLY);
  expect(lines.at(-2)).toBe(`last words of ${id}`);
});

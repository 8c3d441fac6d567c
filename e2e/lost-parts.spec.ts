import { expect, IDLE, makePlace, startApp, test, uniqueName } from './fixtures';
import { Shell } from './fixtures/shell';

const project = uniqueName('lost');
const app = 'box';

test.beforeAll(async ({ people, cleanup }) => {
  const members = [{ person: people.developer, role: 'developer' as const }];
  await makePlace(people.admin.api, { tenant: uniqueName('tenant'), project, members }, cleanup);
  await startApp(people.developer.api, project, { name: app, image: 'samples/busybox:1', command: IDLE });
});

test('scripts and style sheets that are lost on their way are asked for again, without a reload', async ({
  people,
  pageOf,
}) => {
  const page = await pageOf(people.developer);
  const lost = new Set<string>();
  await page.route('**/_next/static/**', async (route) => {
    const address = route.request().url();
    if (lost.has(address) || !/\.(js|css)$/.test(address)) return route.continue();
    lost.add(address);
    return route.abort('connectionreset');
  });
  let loads = 0;
  page.on('load', () => (loads += 1));
  await page.goto(`/projects/${project}/apps/${app}`);
  const shell = new Shell(page);
  // The dock and its terminal are loaded on demand, which is another way for a part to be lost.
  await shell.open();
  expect(await shell.run('echo here')).toBe('here');
  expect(loads).toBe(1);
  expect([...lost].filter((address) => address.endsWith('.css'))).not.toEqual([]);
  expect([...lost].filter((address) => address.endsWith('.js')).length).toBeGreaterThan(5);
});

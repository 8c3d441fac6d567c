import type { BrowserContext } from '@playwright/test';
import { inBrowser } from '../lib/browser';
import type { Ground } from '../lib/ground';
import { single, type Result } from '../lib/result';

const SIGN_IN_KB = 330;
const PAGE_KB = 450;

/** Metric 11: JavaScript that a browser with an empty cache loads for a page, as it travels. */
export async function pageWeight(ground: Ground): Promise<Result[]> {
  await ground.deploy('page', ['/tool', 'ticks', '-rate=1']);
  const project = `/projects/${ground.project}`;
  const results = await inBrowser(ground.url, async (browser, signedIn) => [
    judged('sign-in', await weigh(await browser.newContext({ baseURL: ground.url }), '/login'), SIGN_IN_KB),
    judged('the apps of a project', await weigh(await signedIn(), project), PAGE_KB),
    judged('an app', await weigh(await signedIn(), `${project}/apps/page`), PAGE_KB),
  ]);
  await ground.remove('page');
  return results;
}

function judged(page: string, { bytes, files }: Weight, goal: number): Result {
  const kilobytes = bytes / 1000;
  return single(
    {
      metric: `11 JavaScript of a first load: ${page}`,
      unit: 'kB',
      goal: `≤ ${goal}`,
      note: `compressed, ${files} files; what Next loads ahead for other pages is not in it`,
    },
    kilobytes,
    kilobytes <= goal,
  );
}

interface Weight {
  bytes: number;
  files: number;
}

async function weigh(context: BrowserContext, path: string): Promise<Weight> {
  const page = await context.newPage();
  const protocol = await context.newCDPSession(page);
  await protocol.send('Network.enable');
  await protocol.send('Network.setCacheDisabled', { cacheDisabled: true });
  const scripts = new Set<string>();
  const weight: Weight = { bytes: 0, files: 0 };
  protocol.on('Network.requestWillBeSent', ({ requestId, type, request }) => {
    // A prefetch is asked for at the lowest priority, and may not be needed.
    if (type === 'Script' && request.initialPriority !== 'VeryLow') scripts.add(requestId);
  });
  protocol.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (!scripts.has(requestId)) return;
    weight.bytes += encodedDataLength;
    weight.files += 1;
  });
  // Live connections stay open, so what is waited for is that the page asks for no more scripts.
  await page.goto(path, { waitUntil: 'load' });
  for (let before = -1; before < weight.files;) {
    before = weight.files;
    await page.waitForTimeout(1500);
  }
  await context.close();
  return weight;
}

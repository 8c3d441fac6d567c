import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inBrowser } from '../lib/browser';
import { waitFor, type Ground } from '../lib/ground';
import { rounds } from '../lib/rounds';
import { paired, type Result } from '../lib/result';
import { inPairs } from '../lib/stats';

/** The newest tag of the repository: what the form chooses. */
const IMAGE = 'samples/web:2';
/** BERTH_STABILITY_SECONDS of the console that is measured. */
const WINDOW_MS = Number(process.env['BERTH_STABILITY_SECONDS'] ?? 10) * 1000;

/** Metric 12: from the click on “Deploy” until the page says that the app is available, beside kubectl apply and wait. */
export async function deploy(ground: Ground): Promise<Result[]> {
  let number = 0;
  const pattern = await deployedBy(ground);
  const folder = mkdtempSync(join(tmpdir(), 'bench-deploy-'));
  const pairs = await inBrowser(ground.url, async (_, signedIn) => {
    const context = await signedIn();
    const page = await context.newPage();
    const ours = async (): Promise<number> => {
      const app = `click-${(number += 1)}`;
      await page.goto(`/projects/${ground.project}/apps/new`);
      await page.getByRole('button', { name: /samples\/web/ }).click();
      await page.getByLabel('Name', { exact: true }).fill(app);
      await page.getByText('Nothing stands in the way.').waitFor({ timeout: 60_000 });
      const button = page.getByRole('button', { name: 'Deploy', exact: true });
      const begun = Date.now();
      await button.click();
      await page.locator('[data-testid="verdict"][data-verdict="available"]').waitFor({ timeout: 120_000 });
      const took = Date.now() - begun - WINDOW_MS;
      await ground.remove(app);
      return took;
    };
    const reference = async (): Promise<number> => {
      const name = `apply-${(number += 1)}`;
      const file = join(folder, `${name}.json`);
      writeFileSync(file, JSON.stringify(namedAs(pattern, name)));
      const begun = Date.now();
      await ground.shell(
        `(${ground.kubectl} apply -f ${file} && ${ground.kubectl} wait --for=condition=Available --timeout=120s deployment/${name}) >&2 && echo 0`,
      );
      const took = Date.now() - begun;
      await ground.shell(`${ground.kubectl} delete deployment ${name} >&2 && echo 0`);
      return took;
    };
    return inPairs(rounds(10), ours, reference);
  }).finally(() => rmSync(folder, { recursive: true, force: true }));
  return [
    paired(
      {
        metric: '12 deploying, from the click to “available”',
        unit: 'ms',
        against: 'kubectl apply + kubectl wait',
        goal: '≤ 1.1 and ≤ +200 ms',
        note: `without the stability window of ${WINDOW_MS / 1000} s, which kubectl does not have`,
      },
      pairs,
      (ratio, all) =>
        ratio <= 1.1 && all.filter((each) => each.ours <= each.reference + 200).length * 2 > all.length,
    ),
  ];
}

interface Deployment {
  metadata: { name: string; namespace: string };
  spec: { replicas: number; template: { metadata: object; spec: object } };
}

/** The Deployment that Berth makes of the image: what kubectl applies is the same in everything that takes time. */
async function deployedBy(ground: Ground): Promise<Deployment> {
  await ground.api('POST', `/projects/${ground.project}/apps`, { name: 'pattern', image: IMAGE });
  const found = await waitFor('the pattern', () =>
    ground
      .shell<Deployment>(`${ground.kubectl} get deployment pattern -o json | tr -d '\\n'`)
      .catch(() => undefined),
  );
  await ground.remove('pattern');
  return found;
}

function namedAs({ metadata, spec }: Deployment, name: string): object {
  const labels = { app: name };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: metadata.namespace, labels },
    spec: {
      replicas: spec.replicas,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: spec.template.spec },
    },
  };
}

// `npm run simulate -- --nodes 100 --pods 10000 [--namespace NAME …] [--kubeconfig FILE]`: fills a cluster with nodes
// and pods that only kwok plays, for a look at how the console does with many of them. `--remove` takes all of it away.
import { parseArgs } from 'node:util';
import { ensurePart } from './cluster';
import { stopDaemon } from './lib/daemon';
import { Failure, messageOf } from './lib/failure';
import { step } from './lib/progress';
import { readSettings } from './settings';
import { buildKwok, kwok } from './simulated/kwok';
import { clusterOf, removeSimulated, simulate } from './simulated/simulate';

function countOf(name: string, text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > 100_000) {
    throw new Failure(`${name} must be a whole number between 1 and 100000, not "${text}".`);
  }
  return count;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      nodes: { type: 'string', default: '100' },
      pods: { type: 'string', default: '10000' },
      namespace: { type: 'string', multiple: true, default: ['simulated'] },
      kubeconfig: { type: 'string' },
      remove: { type: 'boolean', default: false },
    },
  });
  const settings = readSettings();
  const kubeconfig = values.kubeconfig ?? settings.state.adminKubeconfig;
  const cluster = clusterOf(kubeconfig);
  if (values.remove) {
    await step('kwok', async () =>
      (await stopDaemon(settings.state, 'kwok')) ? 'stopped' : 'was not running',
    );
    await step('simulated nodes and pods', () => removeSimulated(cluster).then(() => 'removed'));
    return;
  }
  const wanted = {
    nodes: countOf('--nodes', values.nodes),
    pods: countOf('--pods', values.pods),
    namespaces: values.namespace,
  };
  await buildKwok(settings);
  await ensurePart(settings, () => kwok(settings, kubeconfig));
  await step(`${wanted.nodes} nodes with ${wanted.pods} pods`, () =>
    simulate(cluster, wanted).then(() => 'all run'),
  );
}

main().catch((thrown: unknown) => {
  process.stderr.write(`${messageOf(thrown)}\n`);
  process.exit(1);
});

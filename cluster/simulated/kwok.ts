import { join } from 'node:path';
import type { Daemon } from '../lib/daemon';
import { readText } from '../lib/files';
import { buildGo, isBuilt, type GoProgram } from '../lib/go';
import { answers } from '../lib/http';
import { longStep } from '../lib/progress';
import { portCheck } from '../parts/control-plane';
import type { Settings } from '../settings';
import { SIMULATED } from './objects';

const program: GoProgram = { name: 'kwok', folder: 'kwok', target: 'sigs.k8s.io/kwok/cmd/kwok' };

/** Builds kwok, unless it is there. */
export async function buildKwok(settings: Settings): Promise<void> {
  if (isBuilt(settings, program)) return;
  await longStep('build of kwok', 'from source, about 2 minutes once, then cached', () =>
    buildGo(settings, program),
  );
}

/** kwok, which plays the kubelets of the simulated nodes of a cluster, and of no others. */
export function kwok(settings: Settings, kubeconfig: string): Daemon {
  const stages = join(settings.checkout, 'cluster', 'kwok', 'stages.yaml');
  const address = `127.0.0.1:${settings.ports.kwok}`;
  return {
    name: 'kwok',
    command: [
      join(settings.state.bin, program.name),
      `--kubeconfig=${kubeconfig}`,
      `--config=${stages}`,
      '--manage-all-nodes=false',
      `--manage-nodes-with-label-selector=${SIMULATED}=true`,
      '--node-lease-duration-seconds=40',
      // Addresses that lead nowhere, enough of them for a large cluster.
      '--cidr=10.64.0.0/14',
      `--server-address=${address}`,
    ],
    configuration: [readText(stages) ?? '', readText(kubeconfig) ?? ''],
    before: portCheck(settings, 'kwok', '127.0.0.1', 'kwok'),
    ready: answers({ url: `http://${address}/healthz` }),
  };
}

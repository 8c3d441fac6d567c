import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readKubeconfig } from '@/lib/kube/kubeconfig';
import { Transport } from '@/lib/kube/transport';
import { statePaths } from '../../scripts/lib/state.mjs';

/** How many log streams the rig's API server carries now, of whomever. */
export async function openLogStreams(): Promise<number> {
  const file = statePaths().adminKubeconfig;
  const transport = new Transport('local', readKubeconfig(readFileSync(file, 'utf8'), path.dirname(file)));
  const response = await transport.send(null, { path: '/metrics' });
  const text = await response.body.text();
  return text
    .split('\n')
    .filter(
      (line) => line.startsWith('apiserver_longrunning_requests{') && line.includes('subresource="log"'),
    )
    .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { clientOf } from '@/lib/kube/client';
import { readKubeconfig } from '@/lib/kube/kubeconfig';
import { Transport } from '@/lib/kube/transport';
import type { KubeClient } from '@/lib/kube';
import { statePaths } from '../../scripts/lib/state.mjs';

/** The rig's cluster as its administrator: to arrange and to look, never what is tested. */
export function adminKube(): KubeClient {
  const file = statePaths().adminKubeconfig;
  return clientOf(
    new Transport('local', readKubeconfig(readFileSync(file, 'utf8'), path.dirname(file))),
    null,
  );
}

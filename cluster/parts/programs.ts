import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { writeFile } from '../lib/files';
import type { GoProgram } from '../lib/go';
import type { Settings } from '../settings';

/** The version that the Kubernetes parts report: the one in cluster/kube/go.mod. */
const kubernetesVersion = 'v1.35.4';

const [major = '', minor = ''] = kubernetesVersion.slice(1).split('.');

function versionVariables(module: string): Record<string, string> {
  return {
    [`${module}.gitVersion`]: kubernetesVersion,
    [`${module}.gitMajor`]: major,
    [`${module}.gitMinor`]: minor,
  };
}

/** Every Kubernetes part in one binary. */
export const kubeProgram: GoProgram = {
  name: 'berth-kube',
  folder: 'kube',
  // Without them the server reports a placeholder, and clients choke on it.
  variables: {
    ...versionVariables('k8s.io/component-base/version'),
    ...versionVariables('k8s.io/client-go/pkg/version'),
  },
};

export const dnsProgram: GoProgram = { name: 'coredns', folder: 'coredns' };
export const metricsProgram: GoProgram = { name: 'metrics-server', folder: 'metrics-server' };
export const pkiProgram: GoProgram = { name: 'pki', folder: 'pki' };

/** The path of the Kubernetes binary. */
export function kubeBinary(settings: Settings): string {
  return join(settings.state.bin, kubeProgram.name);
}

/** Writes `bin/kubectl`, which uses the rig's cluster unless told otherwise. */
export function writeKubectl(settings: Settings): void {
  const script = [
    '#!/bin/sh',
    `: "\${KUBECONFIG:=${settings.state.adminKubeconfig}}"`,
    'export KUBECONFIG',
    `exec ${kubeBinary(settings)} kubectl "$@"`,
  ];
  writeFile(settings.state.kubectl, `${script.join('\n')}\n`, 0o755);
  chmodSync(settings.state.kubectl, 0o755);
}

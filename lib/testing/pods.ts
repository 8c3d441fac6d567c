import { readFileSync } from 'node:fs';
import path from 'node:path';
import { adminKube } from './admin-kube';
import { waitFor } from './wait-for';
import { statePaths } from '../../scripts/lib/state.mjs';
import type { KubeObject } from '@/lib/kube';

const PULL_SECRET = 'it-pull';

/** The rig's registry: its address, and the credentials as a pull secret holds them. */
function registry(): { address: string; auth: string } {
  const auth = readFileSync(path.join(statePaths().secrets, 'registry-auth.json'), 'utf8');
  const address = Object.keys((JSON.parse(auth) as { auths: Record<string, unknown> }).auths)[0];
  if (address === undefined) throw new Error('the rig has no registry');
  return { address, auth };
}

export interface TestPod {
  name: string;
  labels?: Record<string, string>;
  /** What each container runs, by its name; a string is a script for sh. */
  containers: Record<string, string | string[]>;
  /** A sample image; busybox when not given. */
  image?: string;
  restartPolicy?: 'Always' | 'Never' | 'OnFailure';
}

/** Starts a pod in a namespace, as the cluster's administrator, without waiting for it. */
export async function startPod(namespace: string, pod: TestPod): Promise<void> {
  const { address, auth } = registry();
  const kube = adminKube();
  await kube.apply({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: PULL_SECRET, namespace },
    type: 'kubernetes.io/dockerconfigjson',
    data: { '.dockerconfigjson': Buffer.from(auth).toString('base64') },
  });
  await kube.create({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: pod.name, namespace, labels: pod.labels ?? {} },
    spec: {
      restartPolicy: pod.restartPolicy ?? 'Never',
      terminationGracePeriodSeconds: 1,
      imagePullSecrets: [{ name: PULL_SECRET }],
      containers: Object.entries(pod.containers).map(([name, run]) => ({
        name,
        image: `${address}/${pod.image ?? 'samples/busybox:1'}`,
        ...(typeof run === 'string'
          ? { command: ['sh', '-c', run] }
          : run.length > 0
            ? { command: run }
            : {}),
        resources: { requests: { cpu: '5m', memory: '16Mi' }, limits: { cpu: '300m', memory: '64Mi' } },
      })),
    },
  });
}

interface PodBody extends KubeObject {
  status?: {
    phase?: string;
    containerStatuses?: {
      restartCount: number;
      state: { running?: unknown; terminated?: { exitCode: number } };
    }[];
  };
}

/** Waits until the pod's status is as wanted. */
export async function podWhen(
  namespace: string,
  name: string,
  wanted: (pod: PodBody) => boolean,
): Promise<PodBody> {
  return waitFor(`the pod ${name}`, async () => {
    const pod = await adminKube().get<PodBody>({ apiVersion: 'v1', kind: 'Pod', namespace, name });
    return wanted(pod) ? pod : null;
  });
}

export const isRunning = (pod: PodBody) =>
  pod.status?.phase === 'Running' && (pod.status.containerStatuses ?? []).every((item) => item.state.running);
export const isFinished = (pod: PodBody) =>
  pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';

import { Problem } from '@/lib/domain/problem';
import type { KubeClient, KubeObject } from '@/lib/kube';

interface ContainerStatus {
  name: string;
  containerID?: string;
  state?: { running?: unknown };
}

interface PodBody extends KubeObject {
  spec?: { containers?: { name: string }[] };
  status?: { containerStatuses?: ContainerStatus[]; ephemeralContainerStatuses?: ContainerStatus[] };
}

const DEFAULT_CONTAINER = 'kubectl.kubernetes.io/default-container';

/** A container that runs, and which one of its name it is. */
interface RunningContainer {
  name: string;
  id: string | null;
}

/** The named container, or the pod's default; refuses one that does not run. */
export async function runningContainer(
  client: KubeClient,
  where: { project: string; pod: string; container?: string | undefined },
): Promise<RunningContainer> {
  const pod = await client.get<PodBody>({
    apiVersion: 'v1',
    kind: 'Pod',
    namespace: where.project,
    name: where.pod,
  });
  const name =
    where.container ?? pod.metadata.annotations?.[DEFAULT_CONTAINER] ?? pod.spec?.containers?.[0]?.name ?? '';
  const states = [
    ...(pod.status?.containerStatuses ?? []),
    ...(pod.status?.ephemeralContainerStatuses ?? []),
  ];
  const known = pod.spec?.containers?.some((item) => item.name === name);
  const state = states.find((item) => item.name === name);
  if (!known && !state) throw new Problem('resource.not_found', { what: name });
  if (!state?.state?.running) throw new Problem('shell.not_running', { container: name });
  return { name, id: state.containerID ?? null };
}

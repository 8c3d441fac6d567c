import { setTimeout as sleep } from 'node:timers/promises';
import { config } from '@/lib/config';
import { startDebugContainer as contract } from '@/lib/contract/debug';
import type { Project } from '@/lib/db';
import { DEBUG_PREFIX, debugProgress } from '@/lib/domain/debug';
import { isProblem, Problem } from '@/lib/domain/problem';
import type { EphemeralRow, KubeClient, PodRow } from '@/lib/kube';
import { kubeAs, projectOf, useCase } from '@/lib/services/kernel';
import { resolveImage, type ResolvedImage } from '@/lib/services/registries';
import { runningContainer } from '@/lib/services/shells';
import { addDebugContainer } from './add';
import { readPod } from './pod';
import { debugView, type DebugView } from './view';

const PATIENCE_S = 90;
const LOOK_MS = 400;
/** A pull that failed is tried again by the kubelet; what failed for so long is told. */
const RETRY_MS = 6000;
/** Somebody else may add one to the same pod at the same time. */
const TRIES = 5;

interface Wanted {
  project: Project;
  pod: string;
  target: string;
  /** Null: any image will do that runs already. */
  image: ResolvedImage | null;
  signal: AbortSignal;
}

/** Adds a debug container to a pod and waits until it runs; one that runs for the same container is used again. */
export const startDebugContainer = useCase(contract, {
  run: async (context, { params, body }) => {
    const { principal, caller, audit } = context;
    const project = projectOf(context);
    const client = kubeAs(principal, project);
    const { signal } = caller;
    const where = { project: params.project, pod: params.pod, container: body.container };
    const { name: target } = await runningContainer(client, where);
    const image =
      body.image === undefined ? null : await resolveImage(project, body.image, undefined, { signal });
    const wanted = { project, pod: params.pod, target, image, signal };
    const { name, added } = await findOrAdd(client, wanted);
    const view = await untilRunning(client, wanted, name);
    if (audit) audit.after = { container: name, target, image: view.image, added };
    return view;
  },
});

async function findOrAdd(client: KubeClient, wanted: Wanted): Promise<{ name: string; added: boolean }> {
  const { project, pod, target, signal } = wanted;
  let { image } = wanted;
  for (let attempt = 1; ; attempt += 1) {
    const { body, row } = await readPod(client, project.name, pod);
    const found = usable(row, target, image);
    if (found) return { name: found.name, added: false };
    image ??= await resolveImage(project, config().BERTH_DEBUG_IMAGE, undefined, { signal });
    const same = usable(row, target, image);
    if (same) return { name: same.name, added: false };
    try {
      return { name: await addDebugContainer(client, { project, body, target, image, signal }), added: true };
    } catch (error) {
      if (!isProblem(error) || error.code !== 'cluster.conflict' || attempt === TRIES) throw error;
    }
  }
}

/** One for this container that runs or will; of whatever image while none is named. */
function usable(pod: PodRow, target: string, image: ResolvedImage | null): EphemeralRow | undefined {
  const ours = pod.ephemeralContainers.filter(
    (row) => row.name.startsWith(DEBUG_PREFIX) && row.target === target,
  );
  if (!image) return ours.find((row) => row.state === 'running');
  return ours.find((row) => row.image === image.reference && row.state !== 'terminated');
}

async function untilRunning(client: KubeClient, wanted: Wanted, name: string): Promise<DebugView> {
  const { project, pod, signal } = wanted;
  const began = Date.now();
  for (;;) {
    const { row } = await readPod(client, project.name, pod);
    const found = row.ephemeralContainers.find((each) => each.name === name);
    const waited = Date.now() - began;
    if (found) {
      const progress = debugProgress({ ...found, exitCode: found.ended?.exitCode ?? null });
      if (progress.kind === 'running') return debugView(found);
      if (progress.kind === 'no-shell') throw new Problem('debug.no_shell', { image: found.image });
      if (progress.kind === 'over') throw new Problem('debug.failed', { detail: overText(found) });
      if (progress.kind === 'failing' && (!progress.passing || waited > RETRY_MS))
        throw new Problem('debug.failed', { detail: progress.detail });
    }
    if (waited > PATIENCE_S * 1000) throw new Problem('debug.slow', { seconds: PATIENCE_S });
    await sleep(LOOK_MS, undefined, { signal });
  }
}

function overText({ name, ended }: EphemeralRow): string {
  return `${name} ended${ended ? ` (exit ${ended.exitCode})` : ''}`;
}

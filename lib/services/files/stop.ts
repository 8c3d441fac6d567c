import { killCommand } from '@/lib/domain/file';
import type { KubeClient } from '@/lib/kube';
import { log } from '@/lib/observability/log';
import { ContainerRun, type FileTarget } from './container-run';

const PATIENCE_MS = 5000;

/** Ends a program in a container whose output nobody reads any more; closing the connection does not do it (0008). */
export async function stopProgram(client: KubeClient, target: FileTarget, pid: number): Promise<void> {
  try {
    const run = await ContainerRun.start(client, target, killCommand(pid));
    const timer = setTimeout(() => run.close(), PATIENCE_MS);
    await run.ended;
    clearTimeout(timer);
  } catch (error) {
    log.debug('a program could not be ended', { pod: target.pod, error });
  }
}

import { isProblem } from '@/lib/domain/problem';
import { hangUpCommand } from '@/lib/domain/shell';
import type { KubeClient } from '@/lib/kube';
import { log } from '@/lib/observability/log';
import { ExecChannel } from './exec-channel';

const PATIENCE_MS = 5000;

/**
 * Ends what a shell left running when its viewer went away. Closing the connection does not do it: containerd leaves
 * the program alive. A pod that is gone needs nothing. True when it was done.
 */
export async function hangUp(
  client: KubeClient,
  target: { namespace: string; pod: string; container: string },
  pid: number,
): Promise<boolean> {
  try {
    const { namespace, pod, container } = target;
    const command = hangUpCommand(pid);
    const channel = new ExecChannel(
      await client.exec(namespace, pod, { container, command, tty: false, stdin: false }),
    );
    channel.take(() => undefined);
    const timer = setTimeout(() => channel.close(), PATIENCE_MS);
    await channel.closed;
    clearTimeout(timer);
    return true;
  } catch (error) {
    log.debug('a shell could not be hung up', { pod: target.pod, error });
    return isProblem(error) && error.code === 'cluster.not_found';
  }
}

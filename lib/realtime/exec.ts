import { shellRequestSchema } from '@/lib/contract/shells';
import { isProblem, Problem, problemText } from '@/lib/domain/problem';
import { openShell, type Shell } from '@/lib/services/shells';
import { bridgeShell, tellFailure } from './exec-bridge';
import type { Upgrade } from './upgrade';

/** /ws/projects/{project}/pods/{pod}/exec: the shell is open before the upgrade is granted. */
export async function serveExec({ url, params, caller, accept }: Upgrade): Promise<void> {
  const request = shellRequestSchema.safeParse({
    ...params,
    container: url.searchParams.get('container') ?? undefined,
    command: url.searchParams.getAll('command'),
  });
  // A name that Kubernetes does not accept names nothing.
  if (!request.success) throw new Problem('resource.not_found', { what: 'pod' });
  let shell: Shell;
  try {
    shell = await openShell(caller, request.data);
  } catch (error) {
    if (!isProblem(error) || !TOLD.has(error.status)) throw error;
    tellFailure(
      await accept(),
      error.code,
      problemText(error.code, caller.language, error.params),
      error.status,
    );
    return;
  }
  try {
    const { language } = caller;
    const acks = url.searchParams.get('ack') === '1';
    bridgeShell(await accept(), shell, { project: request.data.project, language, acks });
  } catch (error) {
    await shell.end({ exitCode: null, reason: 'left', message: '' });
    throw error;
  }
}

/** Who gets this far may open shells here; what failed is told on the status channel, where a browser can read it. */
const TOLD = new Set([409, 422, 500, 502, 503, 504]);

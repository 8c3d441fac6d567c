import { listFiles as contract } from '@/lib/contract/files';
import { FileListing, listCommand, normalPath } from '@/lib/domain/file';
import { kubeAs, projectOf, useCase } from '@/lib/services/kernel';
import { runningContainer } from '@/lib/services/shells';
import { ContainerRun } from './container-run';
import { fileLimit, problemOfRun } from './failure';

/** So many entries with the longest names there are. */
const MOST_BYTES = 2 * 1024 * 1024;

/** Lists a directory of a container: a command that is run in it, so it is on record as one. */
export const listFiles = useCase(contract, {
  target: ({ params }) => params.pod,
  auditInput: ({ query }) => ({ container: query.container ?? null, path: normalPath(query.path) }),
  run: async (context, { params, query }) => {
    const client = kubeAs(context.principal, projectOf(context));
    const where = { project: params.project, pod: params.pod, container: query.container };
    const { name: container } = await runningContainer(client, where);
    const path = normalPath(query.path);
    const target = { namespace: params.project, pod: params.pod, container };
    const run = await ContainerRun.start(client, target, listCommand(path));
    const text = await run.text(MOST_BYTES);
    run.close();
    const end = await run.ended;
    if (end.exit.exitCode !== 0) throw problemOfRun(end, path, 'sh, stat');
    const { entries, more } = FileListing.parse(text);
    return { container, path, items: entries, more, limit: fileLimit() };
  },
});

import { listDebugContainers as contract } from '@/lib/contract/debug';
import { kubeAs, projectOf, useCase } from '@/lib/services/kernel';
import { readPod } from './pod';
import { debugView } from './view';

/** Debug containers of a pod: what one may wait for while it is pulled and started. */
export const listDebugContainers = useCase(contract, {
  run: async (context, { params }) => {
    const client = kubeAs(context.principal, projectOf(context));
    const { row } = await readPod(client, params.project, params.pod);
    return { items: row.ephemeralContainers.map(debugView) };
  },
});

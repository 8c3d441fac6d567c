import { deleteProject as operation } from '@/lib/contract/projects';
import { db } from '@/lib/db';
import { Problem } from '@/lib/domain/problem';
import { log } from '@/lib/observability/log';
import { projectOf, useCase } from '@/lib/services/kernel';
import { carryDeletion } from './removal';
import { auditedProject, loadRow } from './rows';
import { shownProjects } from './shown';

/**
 * Sets a project on its way out. The phase is written first; from then on the reconciler carries the deletion
 * through, whatever becomes of this process. The first step is taken at once so that nobody waits for its turn.
 */
export const deleteProject = useCase(operation, {
  run: async (context, { query }) => {
    const { id, name } = projectOf(context);
    if (query.confirm !== name) throw new Problem('confirm.name', { name });
    const before = await loadRow(id);
    if (context.audit) context.audit.before = auditedProject(before);
    await db().project.update({ where: { id }, data: { phase: 'deleting', phaseDetail: null } });
    const row = await loadRow(id);
    const [answer] = await shownProjects(context.principal, [row]);
    if (!answer) throw new Problem('resource.not_found', { what: name });
    await carryDeletion(row).catch((error: unknown) => {
      log.warn('the deletion will be carried on by the reconciler', { project: name, error });
    });
    return answer;
  },
});

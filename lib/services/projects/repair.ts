import { repairProject as operation } from '@/lib/contract/projects';
import { projectOf, useCase } from '@/lib/services/kernel';
import { provision } from './provision';
import { auditedProject, loadRow } from './rows';
import { answerFor } from './shown';

/** Makes again what is missing or was changed of a project, whatever its phase. */
export const repairProject = useCase(operation, {
  run: async (context) => {
    const { id } = projectOf(context);
    if (context.audit) context.audit.before = auditedProject(await loadRow(id));
    await provision(id);
    if (context.audit) context.audit.after = auditedProject(await loadRow(id));
    return answerFor(context.principal, id);
  },
});

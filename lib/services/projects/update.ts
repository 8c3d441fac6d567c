import { config } from '@/lib/config';
import { updateProject as operation } from '@/lib/contract/projects';
import { db, type Prisma } from '@/lib/db';
import { can } from '@/lib/domain/access';
import { Problem } from '@/lib/domain/problem';
import { projectOf, useCase } from '@/lib/services/kernel';
import { provision } from './provision';
import { auditedProject, loadRow, projectInclude, refuseDeleting } from './rows';
import { answerFor } from './shown';

/** Changes title, environment, Pod Security level and how shells are recorded; what the namespace shows follows at once. */
export const updateProject = useCase(operation, {
  run: async (context, { body }) => {
    const { audit, principal, scope } = context;
    if (body.podSecurity !== undefined && !can(principal, 'project.policy.manage', scope)) {
      throw new Problem('auth.forbidden', { permission: 'project.policy.manage' });
    }
    if (body.recordShells === false && config().BERTH_SHELL_RECORDING_REQUIRED) {
      throw new Problem('shell.recording_required');
    }
    const { id } = projectOf(context);
    const before = await loadRow(id);
    refuseDeleting(before);
    const data: Prisma.ProjectUpdateInput = {
      ...(body.displayName === undefined ? {} : { displayName: body.displayName }),
      ...(body.environment === undefined ? {} : { environment: body.environment }),
      ...(body.podSecurity === undefined ? {} : { podSecurity: body.podSecurity }),
      ...(body.recordShells === undefined ? {} : { recordShells: body.recordShells }),
      ...(body.recordingDays === undefined ? {} : { recordingDays: body.recordingDays }),
    };
    const after = await db().project.update({ where: { id }, data, include: projectInclude });
    if (audit) {
      audit.before = auditedProject(before);
      audit.after = auditedProject(after);
    }
    const shownInCluster =
      before.environment !== after.environment || before.podSecurity !== after.podSecurity;
    if (shownInCluster) await provision(id);
    return answerFor(principal, id);
  },
});

import { endShell as operation } from '@/lib/contract/shells';
import { db } from '@/lib/db';
import { Problem } from '@/lib/domain/problem';
import type { ShellExit } from '@/lib/domain/shell';
import { projectOf, touchProject, useCase } from '@/lib/services/kernel';
import { liveShells } from './registry';

/** How a session ends that somebody else ended; the message is that person's name. */
export function endedBy(name: string): ShellExit {
  return { exitCode: null, reason: 'ended', message: name };
}

/** Ends a session, here or, within seconds, at the replica that runs it. */
export const endShell = useCase(operation, {
  run: async (context, { params }) => {
    const { name } = context.principal;
    const { count } = await db().shellSession.updateMany({
      where: {
        id: params.shell,
        projectName: params.project,
        startedAt: { gte: projectOf(context).createdAt },
        endedAt: null,
      },
      data: { endedBy: name },
    });
    if (count === 0) throw new Problem('resource.not_found', { what: params.shell });
    touchProject(projectOf(context).id);
    await liveShells().get(params.shell)?.finish(endedBy(name), true);
    return null;
  },
});

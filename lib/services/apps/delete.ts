import { deleteApp as operation } from '@/lib/contract/apps';
import { db, type App, type Project } from '@/lib/db';
import type { Principal } from '@/lib/domain/access';
import { Problem } from '@/lib/domain/problem';
import { kubeAs, projectOf, useCase, touchProject } from '@/lib/services/kernel';
import { auditedRelease } from './audited';
import { withAppLock } from './lock';
import { leftovers } from './manifests';
import { findApp } from './rows';

/** Deletes an app: marked first, so that a crash in between is carried through, then its objects, then its row. */
export const deleteApp = useCase(operation, {
  run: async (context, { params, query }) => {
    const project = projectOf(context);
    const { app, release } = await findApp(project, params.app);
    if (query.confirm !== app.name) throw new Problem('confirm.name', { name: app.name });
    if (context.audit) {
      context.audit.before = release ? auditedRelease(release) : null;
      context.audit.after = null;
    }
    await db().app.update({ where: { id: app.id }, data: { deletingAt: app.deletingAt ?? new Date() } });
    try {
      await withAppLock(app.id, () => carryOut(project, app, context.principal));
    } catch (error) {
      // Not done: the app stays, and can be used or deleted again.
      await db().app.updateMany({ where: { id: app.id }, data: { deletingAt: null } });
      throw error;
    }
    touchProject(project.id);
    return null;
  },
});

/** Deletes the objects of an app as somebody, then its row; inside the app's lock. */
export async function carryOut(project: Project, app: App, by: Principal): Promise<void> {
  const client = kubeAs(by, project);
  for (const left of await leftovers(client, project.name, app.name, [])) await client.delete(left);
  await db().app.deleteMany({ where: { id: app.id } });
}

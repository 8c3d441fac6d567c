import * as contract from '@/lib/contract/registries';
import { db } from '@/lib/db';
import { Problem } from '@/lib/domain/problem';
import { useCase } from '@/lib/services/kernel';
import { visibleRegistry } from './access';
import { audited } from './rows';
import { tellProjects } from './tell-projects';

/** Removes a registry; refused while a release of any app, which could be rolled back to, came from it. */
export const deleteRegistry = useCase(contract.deleteRegistry, {
  run: async ({ principal, caller, audit }, { params, query }) => {
    const row = await visibleRegistry(principal, params.registry);
    if (query.confirm !== row.name) throw new Problem('confirm.name', { name: row.name });
    const users = await db().release.findMany({
      where: { spec: { path: ['registry'], equals: row.name }, app: { deletingAt: null } },
      distinct: ['appId'],
      select: { app: { select: { name: true, project: { select: { name: true } } } } },
      take: 5,
    });
    if (users.length > 0) {
      const detail = users.map(({ app }) => `${app.project.name}/${app.name}`).join(', ');
      throw new Problem('resource.in_use', { what: row.name, detail });
    }
    if (audit) audit.before = audited(row);
    await db().registry.delete({ where: { id: row.id } });
    await tellProjects(caller.signal);
    return null;
  },
});

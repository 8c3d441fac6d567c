import { listAudit as listAll, listProjectAudit as listOfProject } from '@/lib/contract/audit';
import { projectOf, useCase } from '@/lib/services/kernel';
import { auditPage } from './rows';
import { whereOf } from './where';

/** Every act on the platform that matches. */
export const listAudit = useCase(listAll, {
  run: (_, { query }) => auditPage(whereOf(query), query.limit, query.cursor),
});

/** The acts in a project, from its creation on: an older project of the same name was somebody else's. */
export const listProjectAudit = useCase(listOfProject, {
  run: (context, { query }) => {
    const project = projectOf(context);
    const where = { AND: [whereOf({ ...query, project: project.name }), { at: { gte: project.createdAt } }] };
    return auditPage(where, query.limit, query.cursor);
  },
});

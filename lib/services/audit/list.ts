import { listAudit as listAll, listProjectAudit as listOfProject } from '@/lib/contract/audit';
import { createProject } from '@/lib/contract/projects';
import type { Prisma } from '@/lib/db';
import { projectOf, useCase } from '@/lib/services/kernel';
import { auditPage } from './rows';
import { whereOf } from './where';

/** Every act on the platform that matches. */
export const listAudit = useCase(listAll, {
  run: (_, { query }) => auditPage(whereOf(query), query.limit, query.cursor),
});

// Anybody may ask for a project of a name that is taken: what they wrote, and their tenant, is not this project's.
const NOT_A_NAMESAKE: Prisma.AuditEventWhereInput = {
  OR: [{ action: { not: createProject.audit } }, { outcome: { is: { result: 'succeeded' } } }],
};

/** The acts in a project, from its creation on: an older project of the same name was somebody else's. */
export const listProjectAudit = useCase(listOfProject, {
  run: (context, { query }) => {
    const project = projectOf(context);
    const where = {
      AND: [whereOf({ ...query, project: project.name }), { at: { gte: project.createdAt } }, NOT_A_NAMESAKE],
    };
    return auditPage(where, query.limit, query.cursor);
  },
});

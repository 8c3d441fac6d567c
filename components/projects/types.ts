import type { Answer } from '@/lib/contract/operation';
import type { getProject, putProjectMember } from '@/lib/contract/projects';

/** A project as the API shows it. */
export type ProjectView = Answer<typeof getProject>;

/** A member of a project as the API shows it. */
export type ProjectMemberView = Answer<typeof putProjectMember>;

import type { Answer } from '@/lib/contract/operation';
import type { getProject, putProjectMember } from '@/lib/contract/projects';

/** A project as the API shows it. */
export type ProjectView = Answer<typeof getProject>;

/** A member of a project as the API shows it. */
export type ProjectMemberView = Answer<typeof putProjectMember>;

/** What the form for a new project has to know of a tenant. */
export interface TenantChoice {
  name: string;
  displayName: string;
  cpuQuota: string | null;
  memoryQuota: string | null;
  /** What the quotas of its projects add up to. */
  given: { cpu: string; memory: string };
}

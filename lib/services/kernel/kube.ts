import { kubeGroups, kubeUser, projectAccess, type Principal } from '@/lib/domain/access';
import { Problem } from '@/lib/domain/problem';
import { asUser, type KubeClient } from '@/lib/kube';
import type { Project } from '@/lib/db';

/** The cluster as this person in this project: impersonated with every group that the membership gives. */
export function kubeAs(
  principal: Principal,
  project: Pick<Project, 'name' | 'tenantId' | 'clusterName'>,
): KubeClient {
  const access = projectAccess(principal, { project: project.name, tenantId: project.tenantId });
  if (!access) throw new Problem('resource.not_found', { what: project.name });
  return asUser(project.clusterName, {
    user: kubeUser(principal.userId),
    groups: kubeGroups(project.name, access),
  });
}

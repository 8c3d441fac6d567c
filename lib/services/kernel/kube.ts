import { kubeGroups, kubeUser, projectAccess, type Principal } from '@/lib/domain/access';
import { Problem } from '@/lib/domain/problem';
import { asUser, type Identity, type KubeClient } from '@/lib/kube';
import type { Project } from '@/lib/db';

/** Who this person is to the cluster in this project: with every group that the membership gives. */
export function kubeIdentity(principal: Principal, project: Pick<Project, 'name' | 'tenantId'>): Identity {
  const access = projectAccess(principal, { project: project.name, tenantId: project.tenantId });
  if (!access) throw new Problem('resource.not_found', { what: project.name });
  return { user: kubeUser(principal.userId), groups: kubeGroups(project.name, access) };
}

/** The cluster as this person in this project, impersonated. */
export function kubeAs(
  principal: Principal,
  project: Pick<Project, 'name' | 'tenantId' | 'clusterName'>,
): KubeClient {
  return asUser(project.clusterName, kubeIdentity(principal, project));
}

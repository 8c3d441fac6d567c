import { isProblem, Problem } from '@/lib/domain/problem';
import { isNamespaceOf, renderNamespace, type ProjectIdentity, type ProjectSpec } from '@/lib/domain/project';
import type { KubeClient, KubeObject } from '@/lib/kube';

/** The namespace that carries a project's name, whoever made it; null when there is none. */
export async function findNamespace(kube: KubeClient, name: string): Promise<KubeObject | null> {
  return kube.find({ apiVersion: 'v1', kind: 'Namespace', name });
}

/** Throws `resource.exists` for a namespace that is not this project's own: it is never taken over. */
function refuseForeign(namespace: KubeObject, project: Pick<ProjectIdentity, 'id' | 'name'>): void {
  if (isNamespaceOf(namespace.metadata.labels, project)) return;
  throw new Problem(
    'resource.exists',
    { what: project.name },
    { fields: [{ path: 'name', message: 'The cluster has a namespace of this name already.' }] },
  );
}

/** Makes the namespace, or brings the labels of the project's own one up to date. */
export async function ensureNamespace(kube: KubeClient, project: ProjectSpec): Promise<void> {
  const manifest = renderNamespace(project);
  let found = await findNamespace(kube, project.name);
  if (!found) {
    try {
      // Create, not apply: applying would silently adopt one that somebody makes in this moment.
      await kube.create(manifest);
      return;
    } catch (error) {
      found = isProblem(error) ? await findNamespace(kube, project.name) : null;
      if (!found) throw error;
    }
  }
  refuseForeign(found, project);
  await kube.apply(manifest, { force: true });
}

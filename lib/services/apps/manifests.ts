import { config } from '@/lib/config';
import type { App, Project, Release } from '@/lib/db';
import { APP_KINDS, appSelector, isOurs, renderApp, type Desired, type Manifest } from '@/lib/domain/app';
import { Problem } from '@/lib/domain/problem';
import { isBadRequest, type KubeClient } from '@/lib/kube';
import { specOf } from './rows';

/** What a release is, of all that its row holds, for rendering. */
export type Pinned = Pick<Release, 'spec' | 'number' | 'reference' | 'pullSecret'>;

/** The manifests of a release in the app's present condition (replicas, stopped, restarted). */
export function manifestsOf(
  project: Pick<Project, 'name'>,
  app: Pick<App, 'name'>,
  release: Pinned,
  desired: Desired,
): Manifest[] {
  return renderApp({
    project: project.name,
    app: app.name,
    spec: specOf(release),
    desired,
    release: release.number,
    reference: release.reference,
    pullSecretName: release.pullSecret,
    stabilitySeconds: config().BERTH_STABILITY_SECONDS,
  });
}

/**
 * Applies the manifests and deletes what an earlier release had and this one has no more. Where there are several, the
 * cluster is asked about all before the first is written, so that a refused release changes nothing.
 */
export async function applyManifests(
  client: KubeClient,
  project: string,
  app: string,
  manifests: readonly Manifest[],
): Promise<void> {
  if (manifests.length > 1) for (const manifest of manifests) await rehearse(client, manifest);
  for (const manifest of manifests) await client.apply(manifest, { force: true });
  for (const left of await leftovers(client, project, app, manifests)) await client.delete(left);
}

async function rehearse(client: KubeClient, manifest: Manifest): Promise<void> {
  try {
    await client.apply(manifest, { dryRun: true, force: true });
  } catch (error) {
    // A webhook that knows no dry run refuses every one of them, and says nothing about the real one.
    if (!isBadRequest(error)) throw error;
  }
}

interface Ref {
  apiVersion: string;
  kind: string;
  namespace: string;
  name: string;
}

/** Objects of the app in the cluster that are not among the manifests; with none given, all of them. */
export async function leftovers(
  client: KubeClient,
  project: string,
  app: string,
  manifests: readonly Manifest[],
): Promise<Ref[]> {
  const found: Ref[] = [];
  for (const { apiVersion, kind } of APP_KINDS) {
    const objects = await client.list(
      { apiVersion, kind, namespace: project },
      { labelSelector: appSelector(project, app) },
    );
    for (const { metadata } of objects) {
      const stays = manifests.some((each) => each.kind === kind && each.metadata.name === metadata.name);
      if (!stays) found.push({ apiVersion, kind, namespace: project, name: metadata.name });
    }
  }
  return found;
}

/** Throws `resource.exists` when an object that is not of this app has a name that the app needs. */
export async function refuseTakenNames(
  client: KubeClient,
  project: string,
  app: string,
  manifests: readonly Manifest[],
): Promise<void> {
  for (const { apiVersion, kind, metadata } of manifests) {
    const found = await client.find({ apiVersion, kind, namespace: project, name: metadata.name });
    if (found && !isOurs(found.metadata.labels, project, app)) {
      throw new Problem('resource.exists', { what: `${kind} ${metadata.name}` });
    }
  }
}

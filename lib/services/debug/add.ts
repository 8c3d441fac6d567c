import { randomInt } from 'node:crypto';
import type { Project } from '@/lib/db';
import { DEBUG_PREFIX, OTHER_USER, renderDebugContainer, targetUser } from '@/lib/domain/debug';
import { Problem } from '@/lib/domain/problem';
import type { KubeClient } from '@/lib/kube';
import { log } from '@/lib/observability/log';
import { resolveImage, type ResolvedImage } from '@/lib/services/registries';
import { podRef, type PodBody } from './pod';

/** They can't be taken away again, so a pod does not collect them without end. */
const MOST = 10;
// Without letters that make words or look alike, as Kubernetes names pods.
const LETTERS = 'bcdfghjklmnpqrstvwxz2456789';
const OUR_PULL_SECRET = 'berth-registry-';

interface Addition {
  project: Project;
  body: PodBody;
  target: string;
  image: ResolvedImage;
  signal: AbortSignal;
}

/** Adds a debug container to the pod as it was read; `cluster.conflict` when it has changed since. */
export async function addDebugContainer(
  client: KubeClient,
  { project, body, target, image, signal }: Addition,
): Promise<string> {
  const before = body.spec?.ephemeralContainers ?? [];
  if (before.length >= MOST) throw new Problem('debug.limit', { limit: MOST });
  requirePullSecret(body, image);
  const name = DEBUG_PREFIX + Array.from({ length: 5 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  const user = (await userOf(project, body, target, signal)) ?? OTHER_USER;
  const added = renderDebugContainer({ name, target, image: image.reference, user });
  await client.patch(
    podRef(project.name, body.metadata.name),
    {
      metadata: { resourceVersion: body.metadata.resourceVersion },
      spec: { ephemeralContainers: [...before, added] },
    },
    { subresource: 'ephemeralcontainers' },
  );
  return name;
}

/** Apps get the pull secret of their own image's registry. What other pods have may hold any registry's credentials. */
function requirePullSecret(body: PodBody, image: ResolvedImage): void {
  const names = (body.spec?.imagePullSecrets ?? []).map((secret) => secret.name);
  if (image.pullSecretName === null || names.includes(image.pullSecretName)) return;
  if (names.some((name) => !name.startsWith(OUR_PULL_SECRET))) return;
  throw new Problem('debug.pull_secret', { registry: image.registry });
}

/** Who the target runs as; a registry that gives no answer only costs the sight of its files. */
async function userOf(
  project: Project,
  { spec }: PodBody,
  target: string,
  signal: AbortSignal,
): Promise<number | null> {
  const container = spec?.containers?.find((each) => each.name === target);
  const said = targetUser(container?.securityContext, spec?.securityContext, null);
  if (said !== null || !container) return said;
  try {
    const { config } = await resolveImage(project, container.image, undefined, { signal });
    return targetUser(container.securityContext, spec?.securityContext, config.user);
  } catch (error) {
    log.debug('the user of an image is not known', { image: container.image, error });
    return null;
  }
}

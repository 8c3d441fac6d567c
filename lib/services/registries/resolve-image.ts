import type { ImageConfig } from '@/lib/domain/registry';
import type { Project } from '@/lib/db';
import { Problem } from '@/lib/domain/problem';

/** An image that a project may run, pinned. */
export interface ResolvedImage {
  /** Name of the registry row that holds it. */
  registry: string;
  /** As image names begin, e.g. `10.99.0.1:5000`. */
  host: string;
  repository: string;
  /** Null when it was named by digest alone. */
  tag: string | null;
  digest: string;
  /** For the pod spec: `host/repository@sha256:…`. */
  reference: string;
  /** For people: `host/repository:tag`. */
  image: string;
  mediaType: string;
  platforms: string[];
  platform: string;
  /** Compressed bytes. */
  size: number;
  /** `berth-registry-<name>`; null when the registry needs no credentials. */
  pullSecretName: string | null;
  config: ImageConfig;
}

/**
 * Finds an image for a project and pins its digest. `image` is `[host[:port]/]repository[:tag][@sha256:…]`; a short one
 * is looked for in the named registry, else in the default one, else in the only one that holds it.
 * Throws image.reference, image.registry_unknown, image.not_found, image.ambiguous, image.unsupported, registry.*.
 */
export async function resolveImage(
  project: Pick<Project, 'tenantId'>,
  image: string,
  registryName?: string,
  options: { platform?: string; signal?: AbortSignal } = {},
): Promise<ResolvedImage> {
  void [project, registryName, options];
  throw new Problem('image.reference', { image });
}

import type { Project, Release } from '@/lib/db';
import { applyPatch, deriveSpec, nameFindings, type AppSpec, type DraftFields } from '@/lib/domain/app';
import { Problem, fieldProblem } from '@/lib/domain/problem';
import { resolveImage, type ResolvedImage } from '@/lib/services/registries';
import { specOf } from './rows';

/** A release that is not recorded yet. */
export interface Draft {
  spec: AppSpec;
  /** For people: repository and tag, with the host only where it was typed. */
  image: string;
  digest: string;
  reference: string;
  pullSecret: string | null;
  /** Systems that the image is made for; empty when it was not looked up now. */
  platforms: string[];
}

/** The first release of an app: image looked up and pinned, everything else from its config or defaults. */
export async function draftNew(
  project: Pick<Project, 'tenantId'>,
  app: string,
  body: DraftFields & { image: string },
  signal?: AbortSignal,
): Promise<Draft> {
  const found = await lookUp(project, body.image, body.registry, { signal });
  const spec = deriveSpec(body, found.registry, found.config);
  refuseName(app, spec);
  return pinned(spec, found);
}

/** The next release: the image is looked up again only where the change names one. */
export async function draftNext(
  project: Pick<Project, 'tenantId'>,
  app: string,
  last: Release,
  patch: DraftFields,
  signal?: AbortSignal,
): Promise<Draft> {
  const old = specOf(last);
  if (patch.image === undefined && patch.registry === undefined) {
    const spec = applyPatch(old, patch, old.registry, null);
    refuseName(app, spec);
    return again(last, spec);
  }
  // A change stays in the app's registry: what is wrong with another one is none of its business.
  const found = await lookUp(project, patch.image ?? old.image, patch.registry, {
    signal,
    home: old.registry,
  });
  const spec = applyPatch(old, patch, found.registry, found.config);
  refuseName(app, spec);
  return pinned(spec, found);
}

/** A release with another's pinned image, e.g. of a rollback: nothing is looked up. */
export function again(release: Release, spec: AppSpec): Draft {
  return {
    spec,
    image: release.image,
    digest: release.digest,
    reference: release.reference,
    pullSecret: release.pullSecret,
    platforms: [],
  };
}

async function lookUp(
  project: Pick<Project, 'tenantId'>,
  image: string,
  registry: string | undefined,
  { signal, home }: { signal: AbortSignal | undefined; home?: string },
): Promise<ResolvedImage> {
  const options = { ...(signal ? { signal } : {}), ...(home === undefined ? {} : { home }) };
  return resolveImage(project, image, registry, options);
}

function pinned(spec: AppSpec, found: ResolvedImage): Draft {
  const tag = found.tag === null ? `@${found.digest.slice(0, 19)}` : `:${found.tag}`;
  const host = spec.image.startsWith(`${found.host}/`) ? `${found.host}/` : '';
  return {
    spec,
    image: `${host}${found.repository}${tag}`,
    digest: found.digest,
    reference: found.reference,
    pullSecret: found.pullSecretName,
    platforms: found.platforms,
  };
}

function refuseName(app: string, spec: AppSpec): void {
  const [finding] = nameFindings(app, spec);
  if (finding) throw fieldProblem('name', finding.message);
}

/** The newest release, without which there is nothing to change. */
export function requireRelease(release: Release | null, app: string): Release {
  if (!release) throw new Problem('resource.conflict', { detail: `${app} has no release yet.` });
  return release;
}

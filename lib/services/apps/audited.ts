import type { Release } from '@/lib/db';
import type { AppSpec } from '@/lib/domain/app';
import { specOf } from './rows';

type Env = AppSpec['env'];

/** A body for the audit: of environment variables the names only, since values may be passwords under any name. */
export function auditedBody(body: { env?: Env | undefined }): Record<string, unknown> {
  return body.env === undefined ? { ...body } : { ...body, env: auditedEnv(body.env) };
}

/** A release for the audit's before and after. */
export function auditedRelease(release: Release): Record<string, unknown> {
  const spec = specOf(release);
  return {
    release: release.number,
    image: release.image,
    digest: release.digest,
    spec: { ...spec, env: auditedEnv(spec.env) },
  };
}

function auditedEnv(env: Env): { name: string; from: string }[] {
  return env.map(({ name, secret }) => ({ name, from: secret ? `${secret.name}/${secret.key}` : 'value' }));
}

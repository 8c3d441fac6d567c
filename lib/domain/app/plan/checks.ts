import type { AppSpec } from '../spec';
import { reasonText } from '../verdict';
import type { Finding } from './finding';

/** Security: a project at level `restricted` takes no image that runs as root. */
export function securityFindings(level: string, spec: AppSpec): Finding[] {
  if (level !== 'restricted' || spec.runAsNonRoot) return [];
  return [
    {
      severity: 'error',
      kind: 'policy',
      // The same words as of a release that failed of it.
      message: reasonText('PodSecurity', 'en', { form: 'root' }),
      params: { level },
      field: 'image',
    },
  ];
}

/**
 * Warnings that the API server gave to the dry run, e.g. of Pod Security; of an image that is refused as it is, it only
 * names settings that nobody can make.
 */
export function warningFindings(warnings: readonly string[], spec: AppSpec): Finding[] {
  const telling = warnings.filter((warning) => spec.runAsNonRoot || !/PodSecurity "restricted/.test(warning));
  return [...new Set(telling)].map((warning) => ({
    severity: 'warning',
    kind: 'policy',
    message: warning,
    params: { warning },
    field: null,
  }));
}

/** The image has to be made for a system that some node runs. Platforms are `linux/amd64`, `linux/arm64/v8`. */
export function platformFindings(
  image: string,
  platforms: readonly string[],
  nodeArchitectures: readonly string[],
): Finding[] {
  if (platforms.length === 0 || nodeArchitectures.length === 0) return [];
  const offered = platforms.map((platform) => platform.split('/')[1] ?? '');
  if (offered.some((architecture) => nodeArchitectures.includes(architecture))) return [];
  return [
    {
      severity: 'error',
      kind: 'cluster',
      message: `The image is made for ${platforms.join(', ')}, but the nodes run ${nodeArchitectures.join(', ')}.`,
      params: { image, platforms: platforms.join(', '), nodes: nodeArchitectures.join(', ') },
      field: 'image',
    },
  ];
}

/** Secrets that the environment names: `keysOf` holds those that could be read (null: there is no such Secret). */
export function secretFindings(
  spec: AppSpec,
  keysOf: ReadonlyMap<string, readonly string[] | null>,
): Finding[] {
  return spec.env.flatMap((env, index) => {
    if (!env.secret || !keysOf.has(env.secret.name)) return [];
    const { name, key } = env.secret;
    const keys = keysOf.get(name) ?? null;
    if (keys?.includes(key) === true) return [];
    return [
      {
        severity: 'error' as const,
        kind: 'secret' as const,
        message:
          keys === null ? `The Secret ${name} does not exist.` : `The Secret ${name} has no key ${key}.`,
        params: { name, key, env: env.name, missing: keys === null ? 'secret' : 'key' },
        field: `env.${index}.secret`,
      },
    ];
  });
}

/** The name of an app becomes a Service's, which may not start with a digit. */
export function nameFindings(app: string, spec: AppSpec): Finding[] {
  if (!/^\d/.test(app) || spec.ports.length === 0) return [];
  return [
    {
      severity: 'error',
      kind: 'name',
      message: 'The name of an app with ports must start with a letter.',
      params: { name: app, rule: 'letter' },
      field: 'name',
    },
  ];
}

/** Something else has a name that the app needs. */
export function takenFinding(name: string, kind: string): Finding {
  return {
    severity: 'error',
    kind: 'name',
    message: `The name ${name} is taken already (${kind}).`,
    params: { name, kind },
    field: 'name',
  };
}

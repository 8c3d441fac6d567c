import type { AppSpec } from './spec';

/** A key of a Secret that an app takes a value from. */
export interface SecretReference {
  secret: string;
  key: string;
}

/** The keys of Secrets that a spec takes values from. */
export function secretReferences(spec: Pick<AppSpec, 'env'> | null): SecretReference[] {
  return (spec?.env ?? []).flatMap(({ secret }) =>
    secret ? [{ secret: secret.name, key: secret.key }] : [],
  );
}

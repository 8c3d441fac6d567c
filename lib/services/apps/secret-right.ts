import { secretReferences, type AppSpec } from '@/lib/domain/app';
import { can } from '@/lib/domain/access';
import { Problem } from '@/lib/domain/problem';
import type { Context } from '@/lib/services/kernel';

/**
 * Throws when a spec takes values from Secrets that the last release did not take, and the person has no right to
 * Secrets: a container could print what they may not read. What somebody with the right put in stays usable.
 */
export function requireSecretRight(
  context: Pick<Context, 'principal' | 'scope'>,
  last: AppSpec | null,
  next: AppSpec,
): void {
  const known = new Set(references(last));
  if (references(next).every((reference) => known.has(reference))) return;
  if (can(context.principal, 'secrets.manage', context.scope)) return;
  throw new Problem('auth.forbidden', { permission: 'secrets.manage' });
}

function references(spec: AppSpec | null): string[] {
  return secretReferences(spec).map(({ secret, key }) => `${secret}/${key}`);
}

import { X509Certificate } from 'node:crypto';
import { db } from '@/lib/db';
import { fieldProblem } from '@/lib/domain/problem';
import { registryOrigin, RegistryUrlError } from '@/lib/domain/registry';

/** The origin from what was typed as the address; a field problem on `url` when it is none. */
export function checkedUrl(text: string): string {
  try {
    return registryOrigin(text);
  } catch (error) {
    if (error instanceof RegistryUrlError) throw fieldProblem('url', error.message);
    throw error;
  }
}

/** The certificates as given, null for none; a field problem on `caBundle` when one can't be read. */
export function checkedCa(text: string | null | undefined): string | null {
  const trimmed = text?.trim() ?? '';
  if (trimmed === '') return null;
  const certificates = trimmed.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
  if (certificates.length === 0) throw fieldProblem('caBundle', 'This holds no certificate in PEM form.');
  for (const certificate of certificates) {
    try {
      void new X509Certificate(certificate);
    } catch {
      throw fieldProblem('caBundle', 'This certificate can’t be read.');
    }
  }
  return `${certificates.join('\n')}\n`;
}

/** Empty means none. */
export function orNull(text: string | null | undefined): string | null {
  return text === undefined || text === '' ? null : text;
}

/** Ids of the tenants that are named; a field problem on the first that does not exist. */
export async function tenantIds(names: readonly string[]): Promise<string[]> {
  const rows = await db().tenant.findMany({
    where: { name: { in: [...names] } },
    select: { id: true, name: true },
  });
  const missing = names.find((name) => !rows.some((row) => row.name === name));
  if (missing !== undefined) throw fieldProblem('tenants', `There is no tenant ${missing}.`);
  return rows.map((row) => row.id);
}

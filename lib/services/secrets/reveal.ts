import { revealSecret as operation } from '@/lib/contract/secrets';
import { Problem } from '@/lib/domain/problem';
import { kubeAs, projectOf, useCase } from '@/lib/services/kernel';
import { findSecret } from './objects';

/** The values of a Secret, read as the caller; the audit row stands before they are read. */
export const revealSecret = useCase(operation, {
  target: ({ params }) => params.secret,
  run: async (context, { params, body }) => {
    const project = projectOf(context);
    const secret = await findSecret(kubeAs(context.principal, project), project.name, params.secret);
    const data = secret.data ?? {};
    const keys = body.keys ?? Object.keys(data);
    const missing = keys.find((key) => !Object.hasOwn(data, key));
    if (missing !== undefined)
      throw new Problem('resource.not_found', { what: `${params.secret}/${missing}` });
    if (context.audit) context.audit.detail = `keys: ${keys.join(', ')}`;
    const shown = keys.map((key) => [key, decode(data[key] ?? '')] as const);
    return {
      values: Object.fromEntries(shown.map(([key, { value }]) => [key, value])),
      binary: shown.filter(([, { binary }]) => binary).map(([key]) => key),
    };
  },
});

function decode(base64: string): { value: string; binary: boolean } {
  try {
    const value = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      Buffer.from(base64, 'base64'),
    );
    return { value, binary: false };
  } catch {
    return { value: base64, binary: true };
  }
}

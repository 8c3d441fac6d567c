import { putSecret as operation } from '@/lib/contract/secrets';
import { Problem, fieldProblem } from '@/lib/domain/problem';
import { kubeAs, projectOf, useCase } from '@/lib/services/kernel';
import { isOurs, secretManifest, secretRef, secretView, type SecretObject } from './objects';

/** Creates a Secret or changes its keys. The audit keeps the names of the keys, never a value. */
export const putSecret = useCase(operation, {
  auditInput: ({ body }) => ({ keys: Object.keys(body.values), replace: body.replace }),
  run: async (context, { params, body }) => {
    const project = projectOf(context);
    // The console makes pull secrets under such names.
    if (params.secret.startsWith('berth-')) {
      throw fieldProblem('secret', 'Names that begin with “berth-” are reserved.');
    }
    const client = kubeAs(context.principal, project);
    const old = await client.find<SecretObject>(secretRef(project.name, params.secret));
    if (old && !isOurs(old)) {
      throw new Problem('resource.exists', { what: `Secret ${params.secret}` });
    }
    const data = merge(body.replace ? {} : (old?.data ?? {}), body.values);
    if (context.audit) {
      context.audit.before = old ? { keys: Object.keys(old.data ?? {}) } : null;
      context.audit.after = { keys: Object.keys(data) };
    }
    // A whole replace as long as nobody else wrote in between: two people’s keys don’t get lost.
    const manifest = secretManifest(project.name, params.secret, data);
    if (!old) return secretView(await client.create<SecretObject>(manifest));
    const version = old.metadata.resourceVersion;
    const metadata = { ...manifest.metadata, ...(version === undefined ? {} : { resourceVersion: version }) };
    return secretView(await client.replace<SecretObject>({ ...manifest, metadata }));
  },
});

function merge(old: Record<string, string>, values: Record<string, string | null>): Record<string, string> {
  const data = new Map(Object.entries(old));
  for (const [key, value] of Object.entries(values)) {
    if (value === null) data.delete(key);
    else data.set(key, Buffer.from(value, 'utf8').toString('base64'));
  }
  return Object.fromEntries(data);
}

import { deleteSecret as operation } from '@/lib/contract/secrets';
import { Problem } from '@/lib/domain/problem';
import { kubeAs, projectOf, useCase } from '@/lib/services/kernel';
import { findSecret, isOurs, secretRef } from './objects';

/** Deletes a Secret that was made here. */
export const deleteSecret = useCase(operation, {
  run: async (context, { params, query }) => {
    const project = projectOf(context);
    if (query.confirm !== params.secret) throw new Problem('confirm.name', { name: params.secret });
    const client = kubeAs(context.principal, project);
    const secret = await findSecret(client, project.name, params.secret);
    if (!isOurs(secret)) {
      throw new Problem('resource.conflict', { detail: `${params.secret} was not made by Berth.` });
    }
    if (context.audit) context.audit.before = { keys: Object.keys(secret.data ?? {}) };
    await client.delete(secretRef(project.name, params.secret));
    return null;
  },
});

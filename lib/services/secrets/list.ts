import { listSecrets as operation } from '@/lib/contract/secrets';
import { kubeAs, projectOf, useCase } from '@/lib/services/kernel';
import { isInternal, secretView, type SecretObject } from './objects';

/** Secrets of a project without their values, read as the caller. */
export const listSecrets = useCase(operation, {
  run: async (context) => {
    const project = projectOf(context);
    const secrets = await kubeAs(context.principal, project).list<SecretObject>(
      { apiVersion: 'v1', kind: 'Secret', namespace: project.name },
      { signal: context.caller.signal },
    );
    return { items: secrets.filter((secret) => !isInternal(secret)).map(secretView) };
  },
});

'use client';

import { useQuery } from '@tanstack/react-query';
import { call } from '@/lib/client/call';
import { listApps } from '@/lib/contract/apps';
import { secretReferences } from '@/lib/domain/app';

/** One use of a Secret: an app that takes the value of a key from it. */
export interface SecretUse {
  app: string;
  secret: string;
  key: string;
}

/** Which apps of a project take values from Secrets; undefined while that is not known. */
export function useSecretUses(project: string): SecretUse[] | undefined {
  const query = useQuery({
    queryKey: ['apps', project, 'secret-uses'],
    queryFn: async ({ signal }) => {
      const uses: SecretUse[] = [];
      let cursor: string | undefined;
      do {
        const page = await call(listApps, { params: { project }, query: { limit: 500, cursor } }, { signal });
        for (const app of page.items) {
          uses.push(...secretReferences(app.spec).map((reference) => ({ app: app.name, ...reference })));
        }
        cursor = page.next ?? undefined;
      } while (cursor);
      return uses;
    },
  });
  return query.data;
}

'use client';

import { useQuery } from '@tanstack/react-query';
import { call } from '@/lib/client/call';
import { listReleases } from '@/lib/contract/apps';
import type { ReleaseView } from '../types';

/** A release by its number, or the last one before the present that was available. */
export type RollbackTo = number | 'available';

const FAR = 100;

/** The release that a rollback goes to; undefined while it is looked up. */
export function useRollbackTarget(
  place: { project: string; app: string },
  current: number,
  to: RollbackTo | null,
): { target: ReleaseView | undefined; error: unknown } {
  const query = useQuery({
    queryKey: ['releases', place.project, place.app, 'rollback', current, to],
    enabled: to !== null,
    queryFn: async ({ signal }) => {
      const below = to === 'available' ? current : Number(to) + 1;
      const limit = to === 'available' ? FAR : 1;
      const { items } = await call(
        listReleases,
        { params: place, query: { limit, cursor: String(below) } },
        { signal },
      );
      return items.find(({ verdict }) => to !== 'available' || verdict === 'available') ?? items[0] ?? null;
    },
  });
  return { target: query.data ?? undefined, error: query.error };
}

/** True for a release that never came to serve. */
export function hasFailed({ verdict, phase }: ReleaseView): boolean {
  return verdict === 'failed' || phase === 'failed';
}

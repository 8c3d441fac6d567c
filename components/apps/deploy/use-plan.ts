'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { z } from 'zod';
import { call } from '@/lib/client/call';
import { planApp, planNewApp, type createAppBody, type patchAppBody } from '@/lib/contract/apps';

type CreateBody = z.input<typeof createAppBody>;
type PatchBody = z.input<typeof patchAppBody>;

/** A plan for what the form holds, made anew when the typing pauses. `app` null plans a new app. */
export function usePlan(project: string, app: string | null, body: CreateBody | PatchBody | null) {
  const settled = useSettled(body === null ? null : JSON.stringify(body), 400);
  return useQuery({
    queryKey: ['plan', project, app, settled],
    enabled: settled !== null,
    placeholderData: keepPreviousData,
    retry: false,
    queryFn: ({ signal }) => {
      const parsed: unknown = JSON.parse(settled ?? '{}');
      return app === null
        ? call(planNewApp, { params: { project }, body: parsed as CreateBody }, { signal })
        : call(planApp, { params: { project, app }, body: parsed as PatchBody }, { signal });
    },
  });
}

/** The value once it has stayed the same for `ms`. */
function useSettled<T>(value: T, ms: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}

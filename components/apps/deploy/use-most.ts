'use client';

import { useQuery } from '@tanstack/react-query';
import { call } from '@/lib/client/call';
import { getProjectUsage } from '@/lib/contract/projects';
import { quantityOrZero } from '@/lib/domain/quantity';
import type { Most } from './resource-sliders';

const FALLBACK = { cpu: 4000, memory: 8192 };

/** What the project's quota allows at the most: CPU in millicores, memory in MiB; for bounding the sliders. */
export function useMost(project: string): Most {
  const query = useQuery({
    queryKey: ['project-usage', project],
    queryFn: ({ signal }) => call(getProjectUsage, { params: { project } }, { signal }),
  });
  const hard = (resource: string): number | null => {
    const line = query.data?.usage.find((entry) => entry.resource === resource);
    return line ? Number(quantityOrZero(line.hard)) / 1e9 : null;
  };
  return {
    cpu: Math.floor((hard('cpu') ?? 0) * 1000) || FALLBACK.cpu,
    memory: Math.floor((hard('memory') ?? 0) / 1024 / 1024) || FALLBACK.memory,
  };
}

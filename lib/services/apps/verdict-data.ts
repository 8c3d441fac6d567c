import { z } from 'zod';
import type { Release } from '@/lib/db';

const verdictDataSchema = z.object({
  reason: z.string(),
  message: z.string(),
  params: z.record(z.string(), z.string()).default({}),
  evidence: z
    .array(
      z.object({
        kind: z.enum(['event', 'container', 'log', 'condition']),
        object: z.string(),
        reason: z.string(),
        message: z.string(),
        at: z.string().nullable(),
      }),
    )
    .default([]),
  /** When the release was first available; null when it never was. */
  availableAt: z.string().nullable().default(null),
});

/** What a release's row keeps beside the verdict's word. */
export type VerdictData = z.output<typeof verdictDataSchema>;

/** The stored data of a release's verdict, null when there is none yet. */
export function verdictDataOf(release: Pick<Release, 'verdictData'>): VerdictData | null {
  const parsed = verdictDataSchema.safeParse(release.verdictData);
  return parsed.success ? parsed.data : null;
}

import type { z } from 'zod';
import type { debugContainerSchema } from '@/lib/contract/debug';
import type { EphemeralRow } from '@/lib/kube';

export type DebugView = z.output<typeof debugContainerSchema>;

/** A debug container as the API shows it. */
export function debugView(row: EphemeralRow): DebugView {
  const { name, target, image, state, reason, message, startedAt, ended } = row;
  return { name, target, image, state, reason, message, startedAt: startedAt ?? ended?.startedAt ?? null };
}

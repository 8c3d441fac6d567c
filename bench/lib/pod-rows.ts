import type { LiveAnswer, PodRow } from '@/lib/contract/live';

/** The rows of pods that an answer of a live list carries: all of a frame, what changed or came of a delta. */
export function podRowsOf(answer: LiveAnswer): PodRow[] {
  if ('frame' in answer) return (answer.frame.lists['pods']?.rows ?? []) as PodRow[];
  if (!('delta' in answer)) return [];
  const { set = [], put = [] } = answer.delta.lists?.['pods'] ?? {};
  return [...set, ...put.map(([, row]) => row)] as PodRow[];
}

import type { Tone } from '@/components/ui';
import { ApiError } from '@/lib/client/call';
import type { LogSnapshot, StreamState } from './log-buffer';

interface Known {
  /** What is wrong with the filter. */
  problem: string | null;
  /** True while the page knows that what it shows may be old. */
  stale: boolean;
  /** How many pods there are, where that is known. */
  pods: number | undefined;
  filtered: boolean;
}

/** How a log stands, in words and as a colour; “live” is said only while it is. */
export function statusOf(
  t: (key: string) => string,
  { state, held }: LogSnapshot,
  { problem, stale, pods, filtered }: Known,
): { tone: Tone | null; text: string } {
  if (problem !== null) return { tone: 'bad', text: problem };
  switch (state.kind) {
    case 'connecting':
      return { tone: 'wait', text: t('connecting') };
    case 'away':
      return { tone: 'warn', text: t('away') };
    case 'waiting':
      return { tone: 'warn', text: t(isAway(state.error) ? 'away' : 'waiting') };
    case 'ended':
      return { tone: null, text: t(endOf(state.reason, held)) };
    case 'error':
      return { tone: 'bad', text: t('cannotRead') };
    case 'open':
      if (stale) return { tone: 'warn', text: t('stale') };
      if (held > 0) return { tone: 'ok', text: t('live') };
      if (pods === 0) return { tone: 'wait', text: t('noPod') };
      return { tone: 'ok', text: t(filtered ? 'noHit' : 'empty') };
  }
}

/** What the server said about the search itself. */
export function fieldProblem(state: StreamState): string | null {
  if (state.kind !== 'error' || !(state.error instanceof ApiError)) return null;
  return state.error.fields.find((field) => field.path === 'grep')?.message ?? null;
}

function isAway(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'cluster.unreachable';
}

function endOf(reason: string, held: number): string {
  if (reason === 'forbidden' || reason === 'signed-out' || reason === 'expression') return `end.${reason}`;
  return held === 0 ? 'emptyEnded' : 'over';
}

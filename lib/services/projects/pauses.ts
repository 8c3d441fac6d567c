import { singleton } from '@/lib/runtime/singleton';

const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 300_000;

interface Pause {
  until: number;
  length: number;
}

/** Pauses of things that failed, by id: each failure in a row doubles the pause. In memory: a new leader tries at once. */
export class Pauses {
  private readonly pauses = new Map<string, Pause>();

  /** Forgets everything but these. */
  keepOnly(ids: ReadonlySet<string>): void {
    for (const id of this.pauses.keys()) if (!ids.has(id)) this.pauses.delete(id);
  }

  isPaused(id: string): boolean {
    return (this.pauses.get(id)?.until ?? 0) > Date.now();
  }

  failed(id: string): void {
    const length = Math.min(LONGEST_PAUSE_MS, (this.pauses.get(id)?.length ?? FIRST_PAUSE_MS / 2) * 2);
    this.pauses.set(id, { until: Date.now() + length, length });
  }

  succeeded(id: string): void {
    this.pauses.delete(id);
  }
}

/** The pauses of one reconciler. */
export function pausesOf(reconciler: string): Pauses {
  return singleton(`pauses-${reconciler}`, () => new Pauses());
}

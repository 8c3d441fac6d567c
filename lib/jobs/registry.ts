import { singleton } from '@/lib/runtime/singleton';

/** Work that brings what is to what should be; run again and again in the one replica that leads. */
export interface Reconciler {
  name: string;
  everySeconds: number;
  /** Must be safe to run twice, and should end soon once the signal is given: another replica may lead now. */
  run: (signal: AbortSignal) => Promise<void>;
}

function registered(): Map<string, Reconciler> {
  return singleton('reconcilers', () => new Map<string, Reconciler>());
}

/** Adds a reconciler; the same name again replaces it. It runs from the next time that this replica leads. */
export function registerReconciler(reconciler: Reconciler): void {
  registered().set(reconciler.name, reconciler);
}

/** All reconcilers. */
export function reconcilers(): Reconciler[] {
  return [...registered().values()];
}

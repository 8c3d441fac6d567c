import { setTimeout as sleep } from 'node:timers/promises';
import { log } from '@/lib/observability/log';
import type { Reconciler } from './registry';

/**
 * Runs a reconciler at once and then every so many seconds after its end, until the signal is given; a run never
 * overlaps the one before. What a run throws is logged, the next one comes all the same.
 */
export async function repeat(reconciler: Reconciler, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await reconciler.run(signal);
    } catch (error) {
      if (!signal.aborted) log.error('a reconciler failed', { reconciler: reconciler.name, error });
    }
    await pause(reconciler.everySeconds * 1000, signal);
  }
}

/** Waits; returns early when the signal is given. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, undefined, { signal, ref: false }).catch(() => undefined);
}

import { setTimeout as sleep } from 'node:timers/promises';
import { createContext, Script } from 'node:vm';
import { Problem } from '@/lib/domain/problem';
import { singleton } from '@/lib/runtime/singleton';

/** No longer, and a little for each byte, may the search of one batch hold the process. */
const LONGEST_MS = 250;
/** What an ordinary search of a batch needs at most; only what goes beyond is paid for with rests. */
const FREE_MS = 20;
const MS_PER_BYTE = 0.0001;
/** So many times what was too much a person's expressions rest. */
const REST = 9;

const TOO_SLOW = 'The expression takes too long on these lines; make it simpler.';

/**
 * Runs people's regular expressions. RE2 takes time linear in the line, but with a factor that the expression chooses:
 * 450 characters can take minutes for one line of 16 KiB, in which nobody else would be answered.
 */
export interface ExpressionTurn {
  /** Until this person's expressions may run again; call it right before `run`, with nothing awaited between. */
  rest: (signal?: AbortSignal) => Promise<void>;
  /** Runs one step; throws `log.expression_slow` when it takes too long. */
  run: <T>(bytes: number, step: () => T) => T;
}

/** The turn of one person; all streams of that person share their rests. */
export function expressionTurn(userId: string): ExpressionTurn {
  const restUntil = singleton('expression-rests', () => new Map<string, number>());
  return {
    rest: async (signal) => {
      // Others of the same person may have run meanwhile.
      for (;;) {
        const left = (restUntil.get(userId) ?? 0) - performance.now();
        if (left <= 0) return;
        await sleep(left, undefined, signal ? { signal } : {});
      }
    },
    run: (bytes, step) => {
      const began = performance.now();
      try {
        return interruptible(step, Math.ceil(LONGEST_MS + bytes * MS_PER_BYTE));
      } finally {
        const now = performance.now();
        const excess = now - began - FREE_MS - bytes * MS_PER_BYTE;
        for (const [other, until] of restUntil) if (until < now) restUntil.delete(other);
        if (excess > 0) restUntil.set(userId, now + excess * REST);
      }
    },
  };
}

/** Runs a function of this process with an end that it can't put off: only node:vm can interrupt code that computes. */
function interruptible<T>(step: () => T, timeout: number): T {
  const { script, context, held } = singleton('interruptible', () => {
    const holder: { step: (() => unknown) | null } = { step: null };
    const inside = createContext({ run: () => holder.step?.() });
    return { script: new Script('run()'), context: inside, held: holder };
  });
  held.step = step;
  try {
    return script.runInContext(context, { timeout }) as T;
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    throw new Problem('log.expression_slow', {}, { fields: [{ path: 'grep', message: TOO_SLOW }] });
  } finally {
    held.step = null;
  }
}

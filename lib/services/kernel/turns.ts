import { singleton } from '@/lib/runtime/singleton';

// Each act holds a database connection for its lock and needs another; the pool has 20 (lib/db/client.ts).
const MOST_AT_ONCE = 6;

interface Turns {
  running: number;
  waiting: (() => void)[];
  bySubject: Map<string, Promise<unknown>>;
}

/**
 * Runs acts on one subject (an app, a project) one after the other in this process, and few at all at once: who waits
 * for a lock in the database waits here, without a connection.
 */
export async function inTurn<T>(subject: string, act: () => Promise<T>): Promise<T> {
  const turns = singleton<Turns>('turns', () => ({ running: 0, waiting: [], bySubject: new Map() }));
  const before = turns.bySubject.get(subject) ?? Promise.resolve();
  const mine = before.then(() => withPlace(turns, act));
  const settled = mine.catch(() => undefined);
  turns.bySubject.set(subject, settled);
  try {
    return await mine;
  } finally {
    if (turns.bySubject.get(subject) === settled) turns.bySubject.delete(subject);
  }
}

async function withPlace<T>(turns: Turns, act: () => Promise<T>): Promise<T> {
  if (turns.running >= MOST_AT_ONCE) {
    // The place is handed over, so the count stays.
    await new Promise<void>((resolve) => {
      turns.waiting.push(resolve);
    });
  } else {
    turns.running += 1;
  }
  try {
    return await act();
  } finally {
    const next = turns.waiting.shift();
    if (next) next();
    else turns.running -= 1;
  }
}

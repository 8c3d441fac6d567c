import { db } from '@/lib/db';
import { inTurn } from '@/lib/services/kernel';

// Any number that no other advisory lock of ours has.
const PROJECT_LOCK = 8311;

/** Longer than the slowest provisioning; the cluster's own time limits end it much earlier. */
const PATIENCE = { timeout: 120_000, maxWait: 10_000 };

/**
 * Runs `act` while nobody else (no other request, no other replica) makes, removes or repairs this project in its
 * cluster. The lock goes with its connection, so a killed process leaves none behind.
 */
export async function withProjectLock<T>(id: string, act: () => Promise<T>): Promise<T> {
  return inTurn(`project:${id}`, () =>
    db().$transaction(async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(${PROJECT_LOCK}::int, hashtext(${id}))`;
      return act();
    }, PATIENCE),
  );
}

/** As `withProjectLock`, but leaves at once when somebody holds it; true when `act` ran. */
export async function tryProjectLock(id: string, act: () => Promise<unknown>): Promise<boolean> {
  return db().$transaction(async (tx) => {
    const rows = await tx.$queryRaw<
      { held: boolean }[]
    >`SELECT pg_try_advisory_xact_lock(${PROJECT_LOCK}::int, hashtext(${id})) AS held`;
    if (rows[0]?.held !== true) return false;
    await act();
    return true;
  }, PATIENCE);
}

import { db, type Tx } from '@/lib/db';
import { inTurn } from '@/lib/services/kernel';

// Any number that no other advisory lock of ours has.
const APP_LOCK = 8310;

/** Longer than the slowest apply; the cluster's own time limits end it much earlier. */
const LONGEST_MS = 120_000;

/**
 * Runs `act` while nobody else (no other request, no other replica) changes this app in the cluster. What it writes
 * goes through `tx`. The lock goes with the connection, so a killed process leaves none behind.
 */
export async function withAppLock<T>(appId: string, act: (tx: Tx) => Promise<T>): Promise<T> {
  return inTurn(appId, () =>
    db().$transaction(
      async (tx) => {
        await tx.$executeRaw`SELECT pg_advisory_xact_lock(${APP_LOCK}::int, hashtext(${appId}))`;
        return act(tx);
      },
      { timeout: LONGEST_MS, maxWait: 10_000 },
    ),
  );
}

/** As `withAppLock`, but leaves at once when somebody holds it; true when `act` ran. */
export async function tryAppLock(appId: string, act: (tx: Tx) => Promise<void>): Promise<boolean> {
  return db().$transaction(
    async (tx) => {
      const rows = await tx.$queryRaw<
        { held: boolean }[]
      >`SELECT pg_try_advisory_xact_lock(${APP_LOCK}::int, hashtext(${appId})) AS held`;
      if (rows[0]?.held !== true) return false;
      await act(tx);
      return true;
    },
    { timeout: LONGEST_MS, maxWait: 10_000 },
  );
}

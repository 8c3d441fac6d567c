import { singleton } from '@/lib/runtime/singleton';
import { checkClusters, checkDatabase, checkMigrations, type Check } from './checks';

/** What `/api/readyz` answers. */
export interface Readiness {
  ready: boolean;
  checks: Record<'database' | 'migrations' | 'cluster', Check>;
}

const FRESH_MS = 1000;
const PATIENCE_MS = 3000;

/** Whether the console can serve. Anybody may ask, so everybody within a second gets the same answer. */
export function readiness(): Promise<Readiness> {
  const held = singleton<{ at: number; answer: Promise<Readiness> | null }>('readiness', () => ({
    at: 0,
    answer: null,
  }));
  if (!held.answer || Date.now() - held.at > FRESH_MS) {
    held.at = Date.now();
    held.answer = look();
  }
  return held.answer;
}

async function look(): Promise<Readiness> {
  const [database, migrations, cluster] = await Promise.all([
    inTime(checkDatabase()),
    inTime(checkMigrations()),
    inTime(checkClusters(AbortSignal.timeout(PATIENCE_MS))),
  ]);
  return { ready: database.ok && migrations.ok && cluster.ok, checks: { database, migrations, cluster } };
}

async function inTime(check: Promise<Check>): Promise<Check> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Check>((resolve) => {
    timer = setTimeout(() => resolve({ ok: false, reason: 'timeout' }), PATIENCE_MS + 500);
  });
  return Promise.race([check, late]).finally(() => clearTimeout(timer));
}

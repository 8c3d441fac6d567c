import { inTime } from '@/lib/runtime/in-time';
import { singleton } from '@/lib/runtime/singleton';
import { checkDatabase, checkMigrations, clusterChecks, type Check } from './checks';

/** What `/api/readyz` answers. */
export interface Readiness {
  ready: boolean;
  checks: Record<'database' | 'migrations', Check>;
  /** By name. They are told, but decide nothing: what the console knows of a silent cluster is still worth showing. */
  clusters: Record<string, Check>;
}

const FRESH_MS = 1000;
const PATIENCE_MS = 3500;

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
  const late: Check = { ok: false, reason: 'timeout' };
  const [database, migrations, clusters] = await Promise.all([
    inTime(checkDatabase(), PATIENCE_MS, late),
    inTime(checkMigrations(), PATIENCE_MS, late),
    inTime(clusterChecks(), PATIENCE_MS, {}),
  ]);
  return { ready: database.ok && migrations.ok, checks: { database, migrations }, clusters };
}

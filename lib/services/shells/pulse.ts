import { db } from '@/lib/db';
import { log } from '@/lib/observability/log';
import { singleton } from '@/lib/runtime/singleton';
import { endedBy } from './end';
import { liveShells } from './registry';

const EVERY_MS = 3000;

/**
 * Says every few seconds which sessions this process still runs, and ends those whose end was asked for at another
 * replica. Runs as long as there are any.
 */
export function pulse(): void {
  const state = singleton('shell-pulse', () => ({ running: false }));
  if (state.running) return;
  state.running = true;
  const timer = setInterval(() => {
    const running = [...liveShells().values()].filter((session) => !session.over.aborted);
    if (running.length === 0) {
      clearInterval(timer);
      state.running = false;
      return;
    }
    beat(running.map((session) => session.id)).catch((error: unknown) =>
      log.warn('the shells could not be kept on record', { error }),
    );
  }, EVERY_MS);
  timer.unref();
}

async function beat(ids: string[]): Promise<void> {
  await db().shellSession.updateMany({ where: { id: { in: ids } }, data: { aliveAt: new Date() } });
  const asked = await db().shellSession.findMany({
    where: { id: { in: ids }, endedBy: { not: null } },
    select: { id: true, endedBy: true },
  });
  for (const row of asked)
    void liveShells()
      .get(row.id)
      ?.finish(endedBy(row.endedBy ?? ''), true);
}

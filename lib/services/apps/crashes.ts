import { getCrash as get, listCrashes as list } from '@/lib/contract/crashes';
import { db, type CrashLog } from '@/lib/db';
import { Problem } from '@/lib/domain/problem';
import { projectOf, useCase } from '@/lib/services/kernel';
import type { CrashView } from './live-types';
import { findApp } from './rows';

/** Crashes of an app of which the last lines are kept, newest first. */
export const listCrashes = useCase(list, {
  run: async (context, { params }) => {
    const { app } = await findApp(projectOf(context), params.app);
    return { items: await crashesOf(app.id) };
  },
});

/** One crash with its last lines. */
export const getCrash = useCase(get, {
  run: async (context, { params }) => {
    const { app } = await findApp(projectOf(context), params.app);
    const row = await db().crashLog.findFirst({ where: { id: params.crash, appId: app.id } });
    if (!row) throw new Problem('resource.not_found', { what: 'crash' });
    const { text, ...rest } = row;
    return { ...crashView(rest), text: new TextDecoder().decode(text) };
  },
});

/** As the list shows them; for whoever may read logs. */
export async function crashesOf(appId: string): Promise<CrashView[]> {
  const rows = await db().crashLog.findMany({
    where: { appId },
    orderBy: { endedAt: 'desc' },
    omit: { text: true },
  });
  return rows.map(crashView);
}

function crashView(row: Omit<CrashLog, 'text'>): CrashView {
  const { id, pod, container, release, exitCode, reason, restarts, lineCount, cut } = row;
  return {
    id,
    pod,
    container,
    release,
    exitCode,
    reason,
    restarts,
    startedAt: row.startedAt?.toISOString() ?? null,
    endedAt: row.endedAt.toISOString(),
    lines: lineCount,
    cut,
  };
}

import type { Principal } from '@/lib/domain/access';
import { log } from '@/lib/observability/log';
import { presentPrincipal, type Caller } from '@/lib/services/kernel';
import { openProject, whileAllowed, type Listener, type Subscription } from '@/lib/services/live';
import { crashesOf } from './crashes';
import { joinHub, type Moment } from './hub';
import { mayReadLogs, withLastWords } from './last-words';
import type { AppSnapshot } from './live-types';
import { eventViews, podViews } from './pods';
import { findApp } from './rows';
import { statusIn } from './status';
import { appView } from './view';

/**
 * Live view of one app with its pods and events. Rejects with a Problem when the caller may not see the project (404
 * to an outsider); afterwards the right is checked anew every few seconds and `ended` says why it was lost, or `gone`
 * when the app is deleted.
 */
export async function watchApp(
  caller: Caller,
  project: string,
  app: string,
  listener: Listener<AppSnapshot>,
): Promise<Subscription> {
  const opened = await openProject(caller, project);
  await findApp(opened.project, app);
  const found = performance.now();
  /** Undefined waits, null ends it as gone. */
  const make = async (moment: Moment): Promise<AppSnapshot | null | undefined> => {
    // Rights may have gone since it was opened: the last lines go with them.
    // Where that can't be found out, the viewer keeps what there is; the guard ends it when the person is gone.
    const by = await presentPrincipal(opened.principal).catch(() => null);
    if (!by) return undefined;
    const snapshot = await appSnapshot(by, moment, app);
    // A look that began before the app was made does not hold it, and that is no end: the next one will.
    return snapshot === null && moment.begun < found ? undefined : snapshot;
  };
  return whileAllowed(opened, listener.ended, ({ signal, end }) => {
    let last = '';
    // A slow moment must not overtake a later one.
    let turn = Promise.resolve();
    const send = async (moment: Moment) => {
      if (signal.aborted) return;
      const value = await make(moment);
      if (signal.aborted || value === undefined) return;
      if (value === null) {
        end('gone');
        return;
      }
      const text = JSON.stringify(value);
      if (text === last) return;
      last = text;
      listener.snapshot(value);
    };
    return joinHub(opened.project, {
      moment: (moment) => {
        turn = turn
          .then(() => send(moment))
          .catch((error: unknown) => {
            log.error('a live view broke', { project, error });
            end('error');
          });
      },
      gone: () => end('gone'),
    });
  });
}

async function appSnapshot(by: Principal, moment: Moment, name: string): Promise<AppSnapshot | null> {
  const { project, rows, view } = moment;
  const row = rows.find((each) => each.app.name === name);
  if (!row) return null;
  const observed = view.of(name);
  const status = await withLastWords(by, project, observed, statusIn(view, row));
  return {
    app: appView(project, row, status),
    pods: await podViews(project, observed.pods),
    events: eventViews(observed.events),
    crashes: mayReadLogs(by, project) ? await crashesOf(row.app.id) : [],
    stale: view.stale,
  };
}

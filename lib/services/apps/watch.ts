import type { Project } from '@/lib/db';
import type { Principal } from '@/lib/domain/access';
import { log } from '@/lib/observability/log';
import {
  authorise,
  guardRight,
  presentPrincipal,
  projectScope,
  requireSignIn,
  type Caller,
} from '@/lib/services/kernel';
import { crashesOf } from './crashes';
import { joinHub, type Moment } from './hub';
import { mayReadLogs, withLastWords } from './last-words';
import type { AppSnapshot, AppsSnapshot, EndReason, Listener, Subscription } from './live-types';
import { eventViews, podViews } from './pods';
import { findApp } from './rows';
import { statusIn } from './status';
import { appView } from './view';

/**
 * Live list of a project's apps. Rejects with a Problem when the caller may not see the project (404 to an outsider);
 * afterwards the right is checked anew every few seconds and `ended` says why it was lost.
 */
export async function watchApps(
  caller: Caller,
  project: string,
  listener: Listener<AppsSnapshot>,
): Promise<Subscription> {
  const opened = await open(caller, project);
  return follow(opened, listener, async ({ project: row, rows, view }) => ({
    apps: rows.map((app) => appView(row, app, statusIn(view, app))),
    stale: view.stale,
  }));
}

/** Live view of one app with its pods and events; as `watchApps`. `gone` ends it when the app is deleted. */
export async function watchApp(
  caller: Caller,
  project: string,
  app: string,
  listener: Listener<AppSnapshot>,
): Promise<Subscription> {
  const opened = await open(caller, project);
  await findApp(opened.project, app);
  const found = performance.now();
  return follow(opened, listener, async (moment) => {
    // Rights may have gone since it was opened: the last lines go with them.
    // Where that can't be found out, the viewer keeps what there is; the guard ends it when the person is gone.
    const by = await presentPrincipal(opened.principal).catch(() => null);
    if (!by) return undefined;
    const snapshot = await appSnapshot(by, moment, app);
    // A look that began before the app was made does not hold it, and that is no end: the next one will.
    return snapshot === null && moment.begun < found ? undefined : snapshot;
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

interface Opened {
  principal: Principal;
  project: Project;
}

async function open(caller: Caller, name: string): Promise<Opened> {
  const principal = requireSignIn(caller);
  const { scope, project } = await projectScope(name);
  authorise(principal, 'project.read', scope);
  if (!project) throw new Error('a project scope without its row');
  return { principal, project };
}

/** Sends what `make` makes of each moment whenever it differs from the last; undefined waits, null ends it as gone. */
function follow<T>(
  { principal, project }: Opened,
  listener: Listener<T>,
  make: (moment: Moment) => Promise<T | null | undefined>,
): Subscription {
  const over = new AbortController();
  let last = '';
  let leave = () => {};
  // A slow moment must not overtake a later one.
  let turn = Promise.resolve();
  const close = () => {
    over.abort();
    leave();
  };
  const end = (reason: EndReason) => {
    if (over.signal.aborted) return;
    close();
    listener.ended(reason);
  };
  const send = async (moment: Moment) => {
    if (over.signal.aborted) return;
    const value = await make(moment);
    if (over.signal.aborted || value === undefined) return;
    if (value === null) {
      end('gone');
      return;
    }
    const text = JSON.stringify(value);
    if (text === last) return;
    last = text;
    listener.snapshot(value);
  };
  guardRight(principal, 'project.read', project.name, over.signal, end);
  leave = joinHub(project, {
    moment: (moment) => {
      turn = turn
        .then(() => send(moment))
        .catch((error: unknown) => {
          log.error('a live view broke', { project: project.name, error });
          end('error');
        });
    },
    gone: () => end('gone'),
  });
  return { close };
}

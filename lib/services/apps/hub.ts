import { db, type Project } from '@/lib/db';
import { log } from '@/lib/observability/log';
import { onTouch } from '@/lib/services/kernel';
import { joinShared, Paced, type Teller } from '@/lib/services/live';
import { observe, onChange, type ProjectView } from './observe';
import { findApps, type AppRow } from './rows';

/** A project's apps and what the caches hold of them, at one moment. */
export interface Moment {
  project: Project;
  rows: AppRow[];
  view: ProjectView;
  /** When the look began, on this process's monotonic clock (ms). */
  begun: number;
}

interface HubListener {
  moment: (moment: Moment) => void;
  gone: () => void;
}

const LEAST_MS = 150;
/** Rows that another replica writes, and verdicts that only time changes. */
const REGULAR_MS = 3000;

/** Joins the watch of a project's apps: one look for all who watch it. Returns how to leave. */
export function joinHub(project: Project, listener: HubListener): () => void {
  return joinShared<Moment>('app-hubs', project.id, (teller) => begin(project, teller), {
    value: listener.moment,
    ended: listener.gone,
  });
}

function begin({ id, name, clusterName }: Project, { tell, end }: Teller<Moment>): () => void {
  const paced = new Paced(LEAST_MS, async () => {
    const begun = performance.now();
    try {
      const project = await db().project.findUnique({ where: { id } });
      if (!project) {
        end('gone');
        return;
      }
      const [rows, view] = await Promise.all([findApps(project), observe(project)]);
      tell({ project, rows, view, begun });
    } catch (error) {
      // The database is away: viewers keep what they have, the next look decides.
      log.warn('apps could not be looked at', { project: name, error });
    }
  });
  const soon = () => paced.soon();
  const regular = setInterval(soon, REGULAR_MS);
  regular.unref();
  const leaveCache = onChange({ name, clusterName }, soon);
  const leaveRows = onTouch(id, soon);
  soon();
  return () => {
    paced.close();
    clearInterval(regular);
    leaveCache();
    leaveRows();
  };
}

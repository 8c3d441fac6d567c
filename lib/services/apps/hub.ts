import { db, type Project } from '@/lib/db';
import { log } from '@/lib/observability/log';
import { singleton } from '@/lib/runtime/singleton';
import { observe, onChange, type ProjectView } from './observe';
import { findApps, type AppRow } from './rows';
import { onTouch } from './touched';

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

const DEBOUNCE_MS = 150;
/** Rows that another replica writes, and verdicts that only time changes. */
const REGULAR_MS = 3000;

/** One look at a project for all who watch it: the work is done once, however many there are. */
class ProjectHub {
  private readonly listeners = new Set<HubListener>();
  private readonly ends: (() => void)[] = [];
  private pending: NodeJS.Timeout | undefined;
  private last: Moment | undefined;
  private busy = false;
  private again = false;

  constructor(
    private project: Project,
    private readonly forget: (hub: ProjectHub) => void,
  ) {
    const soon = () => this.soon();
    const regular = setInterval(soon, REGULAR_MS);
    regular.unref();
    this.ends.push(onChange(project, soon), onTouch(project.id, soon), () => clearInterval(regular));
  }

  add(listener: HubListener): () => void {
    this.listeners.add(listener);
    if (this.last) listener.moment(this.last);
    void this.look();
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0) this.end();
    };
  }

  private soon(): void {
    this.pending ??= setTimeout(() => {
      this.pending = undefined;
      void this.look();
    }, DEBOUNCE_MS);
  }

  private async look(): Promise<void> {
    if (this.busy) {
      this.again = true;
      return;
    }
    this.busy = true;
    const begun = performance.now();
    try {
      const project = await db().project.findUnique({ where: { id: this.project.id } });
      if (!project) {
        for (const listener of this.listeners) listener.gone();
        return;
      }
      this.project = project;
      const [rows, view] = await Promise.all([findApps(project), observe(project)]);
      this.last = { project, rows, view, begun };
      for (const listener of this.listeners) listener.moment(this.last);
    } catch (error) {
      // The database is away: viewers keep what they have, the next look decides.
      log.warn('apps could not be looked at', { project: this.project.name, error });
    } finally {
      this.busy = false;
      if (this.again) {
        this.again = false;
        this.soon();
      }
    }
  }

  private end(): void {
    clearTimeout(this.pending);
    for (const end of this.ends) end();
    this.forget(this);
  }
}

/** Joins the watch of a project; returns how to leave it. */
export function joinHub(project: Project, listener: HubListener): () => void {
  const hubs = singleton('app-hubs', () => new Map<string, ProjectHub>());
  let hub = hubs.get(project.id);
  if (!hub) {
    hub = new ProjectHub(project, (ended) => {
      // Another may have come in its place meanwhile.
      if (hubs.get(project.id) === ended) hubs.delete(project.id);
    });
    hubs.set(project.id, hub);
  }
  return hub.add(listener);
}

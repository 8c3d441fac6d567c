import { LIVE_PAGE, type TopicOf } from '@/lib/contract/live';
import type { Project } from '@/lib/db';
import { POD_STATES } from '@/lib/domain/app';
import { pageOfRows } from '@/lib/domain/live';
import { Problem } from '@/lib/domain/problem';
import type { Caller } from '@/lib/services/kernel';
import {
  joinShared,
  openProject,
  Paced,
  whileAllowed,
  type FrameListener,
  type FrameOf,
  type Subscription,
} from '@/lib/services/live';
import { fitsSearch, ORDERS, type PodEntry } from './entries';
import { joinPods, type PodTable } from './table';

type Topic = TopicOf<'pods'>;

/**
 * Live page of a project's pods, whatever made them. Rejects with a Problem when the caller may not see the project
 * (404 to an outsider); afterwards the right is judged anew and `ended` says why it was lost.
 */
export async function watchPods(
  caller: Caller,
  topic: Topic,
  listener: FrameListener<'pods'>,
): Promise<Subscription> {
  const opened = await openProject(caller, topic.project);
  const { id } = opened.project;
  return whileAllowed(opened, listener.ended, ({ signal }) =>
    // Who looks at the same page of the same project shares it: it is judged, sorted and cut out once.
    joinShared<FrameOf<'pods'>>(
      'pod-pages',
      JSON.stringify([id, topic]),
      ({ tell }) => begin(opened.project, topic, tell),
      {
        value: (frame) => {
          if (!signal.aborted) listener.frame(frame);
        },
      },
    ),
  );
}

/** Each page is made in a turn of its own, so that many of a large project do not hold up everything else. */
function begin(project: Project, topic: Topic, tell: (frame: FrameOf<'pods'>) => void): () => void {
  let latest: PodTable | undefined;
  const paced = new Paced(0, () => {
    if (latest) tell(frameOf(latest, topic));
  });
  const leave = joinPods(project, (table) => {
    latest = table;
    paced.soon();
  });
  return () => {
    paced.close();
    leave();
  };
}

function frameOf({ entries, known, stale }: PodTable, topic: Topic): FrameOf<'pods'> {
  const compare = ORDERS[topic.sort];
  if (!compare) throw new Problem('internal');
  const states = Object.fromEntries(POD_STATES.map((state) => [state, 0]));
  const matches = fitsSearch(topic);
  const fits = (entry: PodEntry) => {
    if (!matches(entry)) return false;
    const { state } = entry.row;
    states[state] = (states[state] ?? 0) + 1;
    return topic.state === undefined || topic.state === state;
  };
  const slice = { offset: (topic.page - 1) * LIVE_PAGE, limit: LIVE_PAGE };
  const { rows, total } = pageOfRows(entries.ordered(compare), fits, slice);
  return {
    lists: { pods: { rows: rows.map(({ row }) => row), total } },
    info: { stale, known, all: entries.size, states, apps: appsOf(entries.values()) },
  };
}

function appsOf(entries: Iterable<PodEntry>): string[] {
  const apps = new Set<string>();
  for (const { row } of entries) if (row.app !== null) apps.add(row.app);
  return [...apps].sort();
}

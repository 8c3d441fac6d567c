import { LIVE_PAGE, type AppRow as Shown, type TopicOf } from '@/lib/contract/live';
import { pageOfRows } from '@/lib/domain/live';
import type { Caller } from '@/lib/services/kernel';
import {
  joinShared,
  openProject,
  whileAllowed,
  type FrameListener,
  type FrameOf,
  type Subscription,
} from '@/lib/services/live';
import { joinHub, type Moment } from './hub';
import type { AppRow } from './rows';
import { statusIn } from './status';

type Topic = TopicOf<'apps'>;

/**
 * Live page of a project's apps by name. Rejects with a Problem when the caller may not see the project (404 to an
 * outsider); afterwards the right is judged anew and `ended` says why it was lost.
 */
export async function watchApps(
  caller: Caller,
  topic: Topic,
  listener: FrameListener<'apps'>,
): Promise<Subscription> {
  const opened = await openProject(caller, topic.project);
  const { project } = opened;
  return whileAllowed(opened, listener.ended, ({ signal, end }) =>
    // Who looks at the same page of the same project shares it: each app is judged once.
    joinShared<FrameOf<'apps'>>(
      'app-pages',
      JSON.stringify([project.id, topic]),
      ({ tell, end: over }) =>
        joinHub(project, { moment: (moment) => tell(frameOf(moment, topic)), gone: () => over('gone') }),
      {
        value: (frame) => {
          if (!signal.aborted) listener.frame(frame);
        },
        ended: end,
      },
    ),
  );
}

function frameOf(moment: Moment, { search = '', page }: Topic): FrameOf<'apps'> {
  const wanted = search.toLowerCase();
  const fits = ({ app }: AppRow) => app.name.includes(wanted);
  const { rows, total } = pageOfRows(moment.rows, fits, { offset: (page - 1) * LIVE_PAGE, limit: LIVE_PAGE });
  return {
    lists: { apps: { rows: rows.map((row) => shown(moment, row)), total } },
    info: { stale: moment.view.stale },
  };
}

function shown({ view }: Moment, row: AppRow): Shown {
  const { app, release } = row;
  if (!release) throw new Error(`app ${app.id} has no release`);
  const { verdict, reason, message, params, replicas } = statusIn(view, row);
  return {
    name: app.name,
    image: release.image,
    digest: release.digest,
    status: { verdict, reason, message, params, replicas },
    release: {
      number: release.number,
      createdBy: release.createdBy,
      createdAt: release.createdAt.toISOString(),
    },
  };
}

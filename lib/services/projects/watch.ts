import { LIVE_PAGE, type TopicOf } from '@/lib/contract/live';
import type { Caller } from '@/lib/services/kernel';
import { requireSignIn } from '@/lib/services/kernel';
import { watchAs, type FrameListener, type Subscription } from '@/lib/services/live';
import { onProjectChanges } from './changes';
import { pageOfProjects } from './list';

/** Live page of the projects that the caller may see, by name; what is lost with a right leaves the page. */
export function watchProjects(
  caller: Caller,
  { search, tenant, environment, page }: TopicOf<'projects'>,
  listener: FrameListener<'projects'>,
): Promise<Subscription> {
  return watchAs(caller, listener, {
    make: async (by) => {
      const wanted = { search, tenant, environment };
      const slice = { skip: (page - 1) * LIVE_PAGE, take: LIVE_PAGE };
      const { items, total } = await pageOfProjects(requireSignIn(by), wanted, slice);
      return { lists: { projects: { rows: items, total } }, info: {} };
    },
    onChange: onProjectChanges,
  });
}

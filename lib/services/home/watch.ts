import type { Caller } from '@/lib/services/kernel';
import { watchAs, type FrameListener, type Subscription } from '@/lib/services/live';
import { onProjectChanges } from '@/lib/services/projects';
import { getHome } from './get';

/** Live: what needs the caller, the caller's projects with health, and recent releases. */
export function watchHome(caller: Caller, listener: FrameListener<'home'>): Promise<Subscription> {
  return watchAs(caller, listener, {
    make: async (by) => {
      const home = await getHome.call(by, { params: undefined, query: undefined, body: undefined });
      const { needs, projects, releases, ...info } = home;
      return {
        lists: { needs: all(needs), projects: all(projects), releases: all(releases) },
        info,
      };
    },
    onChange: onProjectChanges,
  });
}

function all<Row>(rows: Row[]): { rows: Row[]; total: number } {
  return { rows, total: rows.length };
}

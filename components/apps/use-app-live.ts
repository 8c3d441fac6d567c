'use client';

import { useQuery } from '@tanstack/react-query';
import { ApiError, call } from '@/lib/client/call';
import { useLive } from '@/lib/client/live';
import { getApp, listAppEvents, listAppPods } from '@/lib/contract/apps';
import { listCrashes } from '@/lib/contract/crashes';
import type { AppView, CrashView, EventView, PodView } from './types';

interface AppState {
  app: AppView;
  pods: PodView[];
  events: EventView[];
  crashes: CrashView[];
  stale: boolean;
}

/**
 * One app with its pods and events: asked for once, then kept up by the tab's live connection, so that the page never
 * polls. While that connection is down, the old state stands.
 */
export function useAppLive(project: string, app: string) {
  const first = useQuery({
    queryKey: ['app', project, app, 'first'],
    retry: false,
    queryFn: async ({ signal }): Promise<AppState> => {
      const params = { project, app };
      const [view, pods, events, crashes] = await Promise.all([
        call(getApp, { params }, { signal }),
        call(listAppPods, { params }, { signal }),
        call(listAppEvents, { params }, { signal }),
        call(listCrashes, { params }, { signal }).catch(noneWithoutRight),
      ]);
      return {
        app: view,
        pods: pods.items,
        events: events.items,
        crashes: crashes.items,
        stale: view.status.stale,
      };
    },
  });
  const live = useLive<AppState>({ topic: 'app', project, app }, { enabled: first.isSuccess });
  const data = live.data ?? first.data;
  return {
    data,
    error: data ? null : first.error,
    ended: live.ended,
    // What is between this page and the console is told above every page.
    stale: data?.stale ?? false,
    reload: () => void first.refetch(),
  };
}

/** Who may not read logs sees no crashes, and all the rest. */
function noneWithoutRight(error: unknown): { items: CrashView[] } {
  if (error instanceof ApiError && error.code === 'auth.forbidden') return { items: [] };
  throw error;
}

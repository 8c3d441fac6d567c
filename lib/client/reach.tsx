'use client';

import { useQueryClient } from '@tanstack/react-query';
import { createContext, use, useEffect, useRef, useState, type ReactNode } from 'react';
import type { Reachability } from '@/lib/contract/live';
import { useLive } from './live';

/** What can't be reached, the nearest first: without the console nothing is known of the database, and so on. */
export interface Reach {
  /** The culprit, and since when (ISO time; null where nobody knows). */
  down: { what: 'console' | 'database'; since: string | null } | null;
  /** Every cluster that concerns the viewer; undefined before the first answer. */
  clusters: Reachability['clusters'] | undefined;
}

const ReachContext = createContext<Reach>({ down: null, clusters: undefined });

/** What can be reached at the moment, the same for everything on the page. */
export function useReach(): Reach {
  return use(ReachContext);
}

/** Keeps the page told of what can be reached, and has everything asked again once something is back. */
export function ReachProvider({ children }: { children: ReactNode }) {
  const live = useLive<Reachability>({ topic: 'reachability' });
  const near = useNearest(live.stale || live.ended === 'error');
  const database = live.data?.database;
  const far = !live.stale && database?.reachable === false ? database : null;
  const reach: Reach = {
    down: near ?? (far ? { what: 'database', since: far.since } : null),
    clusters: live.data?.clusters,
  };
  useAskAgain(reach);
  return <ReachContext value={reach}>{children}</ReachContext>;
}

const EVERY_MS = 1_500;

/**
 * Without the live connection: is it the console that is away, or its database, without which it takes no connection?
 * `/api/readyz` knows, for anybody.
 */
function useNearest(cut: boolean): Reach['down'] {
  const [down, setDown] = useState<Reach['down']>(null);
  useEffect(() => {
    if (!cut) return;
    const since = new Date().toISOString();
    const ended = new AbortController();
    const look = async () => {
      const what = await culprit(ended.signal);
      if (ended.signal.aborted) return;
      setDown((old) => (what === null ? null : old?.what === what ? old : { what, since }));
    };
    void look();
    const timer = setInterval(() => void look(), EVERY_MS);
    return () => {
      clearInterval(timer);
      ended.abort();
      setDown(null);
    };
  }, [cut]);
  return down;
}

/** What `/api/readyz` says is away; null when it is well. */
export async function culprit(signal: AbortSignal): Promise<'console' | 'database' | null> {
  try {
    const response = await fetch('/api/readyz', {
      cache: 'no-store',
      signal: AbortSignal.any([signal, AbortSignal.timeout(5_000)]),
    });
    if (response.ok) return null;
    const body = (await response.json()) as { checks?: { database?: { ok?: boolean } } };
    return body.checks?.database?.ok === false ? 'database' : 'console';
  } catch {
    return 'console';
  }
}

/** What failed meanwhile is asked for again as soon as something is back, pages not all at the same moment. */
function useAskAgain(reach: Reach): void {
  const client = useQueryClient();
  const away = [
    ...(reach.down ? [reach.down.what] : []),
    ...(reach.clusters ?? []).flatMap(({ name, reachable }) => (reachable ? [] : [name])),
  ].join();
  const before = useRef('');
  useEffect(() => {
    const back = before.current.split(',').some((one) => one !== '' && !away.split(',').includes(one));
    before.current = away;
    if (!back) return;
    const timer = setTimeout(() => void client.invalidateQueries(), Math.random() * 500);
    return () => clearTimeout(timer);
  }, [away, client]);
}

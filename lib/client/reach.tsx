'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { Reachability } from '@/lib/contract/live';
import { culprit } from './culprit';
import { useLive } from './live';
import { ReachContext, type Reach } from './reach-context';

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

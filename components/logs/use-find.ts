'use client';

import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { FindIndex } from './find-index';
import { finder } from './highlight';
import type { LogSnapshot } from './log-buffer';
import type { LogScreen } from './log-screen';
import { placeOf } from './selection';

export interface Find {
  /** Null when what is looked for is no expression, or nothing. */
  count: number | null;
  /** The number of the hit at which one stands, from 1; 0 at none. */
  current: number;
  go: (forward: boolean) => void;
}

// So long at a time: typing and scrolling come first.
const SLICE_MS = 6;

/** Looks for a text in the lines that are shown, also those that are not drawn, a slice a frame. */
export function useFind(screen: LogScreen, log: LogSnapshot, wanted: string): Find {
  const { shown, version } = log;
  const index = useMemo(() => {
    const find = finder(wanted);
    return find ? new FindIndex(shown, find) : null;
  }, [shown, wanted]);
  const [looked, setLooked] = useState<{ index: FindIndex | null; version: number; count: number }>();
  const { selection } = useSyncExternalStore(screen.subscribe, screen.get, screen.get);

  useEffect(() => {
    if (!index) return;
    let frame = 0;
    const look = () => {
      const end = performance.now() + SLICE_MS;
      let more = index.step();
      while (more && performance.now() < end) more = index.step();
      setLooked({ index, version, count: index.count });
      if (more) frame = requestAnimationFrame(look);
    };
    frame = requestAnimationFrame(look);
    return () => cancelAnimationFrame(frame);
  }, [index, version]);

  const go = (forward: boolean) => {
    const place = index?.from(screen.active, forward) ?? null;
    const entry = place === null ? undefined : shown.at(place);
    if (place === null || !entry) return;
    screen.setFollow(false);
    screen.select({ anchor: { id: entry.id, at: 0 }, focus: { id: entry.id, at: 0 } });
    screen.reveal(place);
  };
  const seen = looked && looked.index === index ? looked : null;
  return {
    count: index ? (seen?.count ?? 0) : null,
    current: seen?.index && selection ? seen.index.numberOf(placeOf(shown, selection.focus.id)) : 0,
    go,
  };
}

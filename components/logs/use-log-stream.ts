'use client';

import { useEffect, useState, useSyncExternalStore } from 'react';
import type { LogSnapshot } from './log-buffer';
import { LogReader } from './log-reader';
import { LogScreen } from './log-screen';
import type { LogQuery } from './log-source';

/** Reads a log as long as the view stands. */
export function useLogStream(query: LogQuery): {
  log: LogSnapshot;
  screen: LogScreen;
  reload: () => void;
} {
  const [reader] = useState(() => new LogReader());
  const [screen] = useState(() => new LogScreen(reader.buffer));
  const { buffer } = reader;
  const log = useSyncExternalStore(buffer.subscribe, buffer.get, buffer.get);
  const key = JSON.stringify(query);
  useEffect(() => {
    reader.start(JSON.parse(key) as LogQuery);
    return () => reader.stop();
  }, [key, reader]);
  return { log, screen, reload: () => reader.start(query) };
}

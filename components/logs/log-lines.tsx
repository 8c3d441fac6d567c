'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { useTranslations } from 'next-intl';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import type { LogEntry } from './entry';
import { finder } from './highlight';
import type { LogSnapshot } from './log-buffer';
import { LogRow } from './log-row';
import styles from './logs.module.css';

interface Props {
  log: LogSnapshot;
  label: string;
  wrap: boolean;
  timestamps: boolean;
  search: string;
  follow: boolean;
  onFollow: (follow: boolean) => void;
}

const ROW = 20;
// How near to the end still counts as being there.
const NEAR = 40;

/** The lines on the screen and a few around them, of however many there are. */
export function LogLines({ log, label, wrap, timestamps, search, follow, onFollow }: Props) {
  const t = useTranslations('logs');
  const box = useRef<HTMLDivElement>(null);
  const dropped = useRef(0);
  const { entries } = log;
  const find = useMemo(() => finder(search), [search]);
  // Its answer changes without React's knowing; nothing below this component is memoised on it.
  // oxlint-disable-next-line react/incompatible-library
  const rows = useVirtualizer({
    count: entries.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW,
    overscan: 30,
    getItemKey: (index) => entries[index]?.id ?? index,
  });

  // What was dropped at the top must not move what is being read.
  useLayoutEffect(() => {
    const gone = log.dropped - dropped.current;
    dropped.current = log.dropped;
    if (gone > 0 && !follow && box.current) box.current.scrollTop -= gone * ROW;
  }, [log.dropped, follow]);

  useEffect(() => {
    if (follow && entries.length > 0) rows.scrollToIndex(entries.length - 1, { align: 'end' });
  }, [follow, log.version, entries.length, rows, wrap]);

  const last = useRef(0);
  const scrolled = () => {
    const element = box.current;
    if (!element) return;
    const up = element.scrollTop < last.current;
    last.current = element.scrollTop;
    const atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR;
    if (follow && up && !atEnd) onFollow(false);
    else if (!follow && atEnd && !up) onFollow(true);
  };

  const several = severalOf(log);
  return (
    // A region that scrolls has to be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div
      className={styles.lines}
      role="log"
      aria-live="off"
      aria-label={label}
      ref={box}
      onScroll={scrolled}
      tabIndex={0}
    >
      {log.dropped > 0 && <p className={styles.dropped}>{t('dropped', { count: log.dropped })}</p>}
      <div className={styles.canvas} data-wrap={wrap} style={{ blockSize: rows.getTotalSize() }}>
        {rows.getVirtualItems().map((row) => {
          const entry = entries[row.index];
          if (!entry) return null;
          return (
            <div
              key={row.key}
              ref={rows.measureElement}
              data-index={row.index}
              className={styles.row}
              style={{ transform: `translateY(${row.start}px)` }}
            >
              <LogRow entry={entry} source={sourceOf(entry, several)} timestamps={timestamps} find={find} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

function severalOf(log: LogSnapshot): { pods: boolean; containers: boolean } {
  const containers = new Set([...log.sources.values()].flatMap((names) => [...names]));
  return { pods: log.sources.size > 1, containers: containers.size > 1 };
}

/** Names the source of a line as shortly as tells it from the others; nothing when there is only one. */
function sourceOf(entry: LogEntry, several: { pods: boolean; containers: boolean }): string {
  const pod = several.pods ? (entry.pod.split('-').at(-1) ?? '') : '';
  return [pod, several.containers ? entry.container : ''].filter(Boolean).join(' ');
}

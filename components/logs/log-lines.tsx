'use client';

import { DownOutlined, RightOutlined } from '@ant-design/icons';
import { useTranslations } from 'next-intl';
import { useEffect, useId, useLayoutEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import type { LogEntry } from './entry';
import { finder } from './highlight';
import type { LogSnapshot } from './log-buffer';
import { LogDetails } from './log-details';
import { LogRow } from './log-row';
import type { LogScreen } from './log-screen';
import { plainText } from './safe-text';
import { isEmpty, rangeIn } from './selection';
import { useSelecting } from './use-selecting';
import styles from './logs.module.css';

interface Props {
  screen: LogScreen;
  log: LogSnapshot;
  label: string;
  wrap: boolean;
  timestamps: boolean;
  /** What is marked in the lines. */
  search: string;
  onFind: () => void;
  onNext: (forward: boolean) => void;
}

/** The lines on the screen and a few around them, of however many there are. */
export function LogLines({ screen, log, label, wrap, timestamps, search, onFind, onNext }: Props) {
  const t = useTranslations('logs');
  const box = useRef<HTMLDivElement>(null);
  const view = useSyncExternalStore(screen.subscribe, screen.get, screen.get);
  const keys = useId();
  const find = useMemo(() => finder(search), [search]);
  const selecting = useSelecting(screen, { onFind, onNext });

  useLayoutEffect(() => (box.current ? screen.attach(box.current) : undefined), [screen]);
  useEffect(() => screen.drawAs(`${wrap} ${timestamps}`), [screen, wrap, timestamps]);
  useLayoutEffect(() => screen.drawn());

  const several = severalOf(log);
  const { selection } = view;
  const active = selection?.focus.id ?? 0;
  const spoken = view.rows.find((entry) => entry.id === active);
  return (
    <>
      {/* A region that scrolls has to be reachable by keyboard, and its keys are its own. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/no-noninteractive-element-interactions */}
      <div
        className={styles.lines}
        role="log"
        aria-live="off"
        aria-label={label}
        aria-describedby={keys}
        ref={box}
        tabIndex={0}
        {...selecting}
      >
        <div className={styles.canvas} data-wrap={wrap} style={{ blockSize: view.total }}>
          <div className={styles.drawn} style={{ transform: `translateY(${view.top}px)` }}>
            {view.rows.map((entry, at) => {
              const range = rangeIn(selection, entry.id);
              const isOpen = view.open.has(entry.id);
              return (
                <div
                  key={entry.id}
                  data-index={view.start + at}
                  className={styles.row}
                  data-active={entry.id === active}
                  {...(entry.kind === 'line'
                    ? { 'data-level': entry.level, 'data-around': entry.context }
                    : {})}
                >
                  {entry.kind === 'line' && (
                    <button
                      type="button"
                      className={styles.opener}
                      tabIndex={-1}
                      aria-expanded={isOpen}
                      aria-label={t('openLine')}
                      onClick={() => screen.toggle(entry.id)}
                    >
                      {isOpen ? <DownOutlined /> : <RightOutlined />}
                    </button>
                  )}
                  <LogRow
                    entry={entry}
                    source={sourceOf(entry, several)}
                    timestamps={timestamps}
                    find={find}
                    from={range?.from ?? 0}
                    to={range?.to ?? 0}
                  />
                  {isOpen && entry.kind === 'line' && <LogDetails entry={entry} />}
                </div>
              );
            })}
          </div>
        </div>
      </div>
      <p id={keys} className="visually-hidden">
        {t('keys')}
      </p>
      <p className="visually-hidden" aria-live="polite">
        {spoken?.kind === 'line' && selection && !isEmpty(selection)
          ? plainText(spoken.text).slice(0, 300)
          : ''}
      </p>
    </>
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

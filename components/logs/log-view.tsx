'use client';

import { App } from 'antd';
import { useTranslations } from 'next-intl';
import dynamic from 'next/dynamic';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { ErrorState, useEverOpen } from '@/components/ui';
import { copyText } from '@/lib/client/copy-text';
import type { ShownLevel } from './entry';
import type { KeptRange } from './keep-excerpt';
import type { LogSnapshot } from './log-buffer';
import type { LogOptions } from './log-options';
import { LogPane } from './log-pane';
import { downloadAddress, type LogQuery } from './log-source';
import { fieldProblem, statusOf } from './log-status';
import { LogToolbar } from './log-toolbar';
import { isEmpty, selectedRange, selectedText, type Selection } from './selection';
import { useLogStream } from './use-log-stream';
import styles from './logs.module.css';

const KeepExcerpt = dynamic(() => import('./keep-excerpt').then((module) => module.KeepExcerpt), {
  ssr: false,
});

export interface LogViewProps {
  project: string;
  /** All pods of this app … */
  app?: string;
  /** … or one pod. */
  pod?: string;
  container?: string;
  previous?: boolean;
  /** How many pods the app has, where that is known. */
  pods?: number;
  /** True while the page knows that what it shows may be old. */
  stale?: boolean;
  /** Height of the whole view: a CSS length; `fill` takes the place that the parent gives. */
  height?: string;
}

/** The live log of an app or a pod. */
export function LogView(props: LogViewProps) {
  const { project, app, pod, container, previous = false, height = '480px' } = props;
  const t = useTranslations('logs');
  const { message } = App.useApp();
  const [options, setOptions] = useState<LogOptions>({
    pod,
    container,
    previous,
    since: undefined,
    tail: 1000,
    search: '',
    levels: [],
    context: 0,
    wrap: true,
    timestamps: true,
  });
  const [search, setSearch] = useState('');
  const [levels, setLevels] = useState<ShownLevel[]>([]);
  const [finding, setFinding] = useState(false);
  const [keeping, setKeeping] = useState<KeptRange | null>(null);
  const keepOpened = useEverOpen(keeping !== null);
  const change = (part: Partial<LogOptions>) => setOptions((old) => ({ ...old, ...part }));

  // What is held is marked and filtered at once; the server looks through everything when the typing rests.
  useEffect(() => {
    const timer = setTimeout(() => setOptions((old) => ({ ...old, search, levels })), 400);
    return () => clearTimeout(timer);
  }, [search, levels]);

  const query: LogQuery = {
    project,
    ...(app === undefined ? {} : { app }),
    ...(options.pod === undefined ? {} : { pod: options.pod }),
    ...(options.container === undefined ? {} : { container: options.container }),
    ...(options.since === undefined ? {} : { since: options.since }),
    previous: options.previous,
    tail: options.tail,
    grep: options.search,
    levels: options.levels,
    context: options.context,
  };
  const { log, screen, reload } = useLogStream(query);
  const { follow, selection } = useSyncExternalStore(screen.subscribe, screen.get, screen.get);
  const { buffer } = screen;
  useEffect(() => buffer.choose(levels.length === 0 ? null : new Set(levels)), [buffer, levels]);
  const { state } = log;
  const problem = fieldProblem(state);
  const name = options.pod ?? app ?? project;

  const copy = () => {
    const { text, count } = copiedOf(log, selection);
    void copyText(text).then((done) => {
      if (done) void message.success(t('copied', { count }));
    });
  };
  const keep = () => {
    const range = selection ? selectedRange(log.shown, selection) : null;
    if (range) setKeeping({ ...range, ...(options.container ? { container: options.container } : {}) });
    else void message.info(t('keep.selectFirst'));
  };

  return (
    <div
      className={styles.view}
      data-fill={height === 'fill'}
      style={height === 'fill' ? undefined : { blockSize: height }}
    >
      <LogToolbar
        options={options}
        onChange={change}
        sources={sourcesOf(log)}
        search={search}
        onSearch={setSearch}
        searchProblem={problem}
        levels={levels}
        onLevels={setLevels}
        follow={follow}
        onFollow={(now) => screen.setFollow(now)}
        finding={finding}
        onFinding={setFinding}
        onCopy={copy}
        onKeep={app === undefined ? undefined : keep}
        download={downloadAddress(query)}
        fileName={`${name}.log`}
      />
      <LogPane
        screen={screen}
        log={log}
        label={t('label', { name })}
        wrap={options.wrap}
        timestamps={options.timestamps}
        filter={search}
        finding={finding}
        onFinding={setFinding}
        status={statusOf(t, log, {
          problem,
          stale: props.stale === true,
          pods: options.pod === undefined ? props.pods : undefined,
          filtered: search !== '' || levels.length > 0,
        })}
        instead={
          state.kind === 'error' && problem === null ? (
            <div className={styles.state}>
              <ErrorState error={state.error} what={t('cannotRead')} retry={reload} />
            </div>
          ) : undefined
        }
      />
      {app !== undefined && keepOpened && (
        <KeepExcerpt project={project} app={app} range={keeping} onClose={() => setKeeping(null)} />
      )}
    </div>
  );
}

/** What is selected, or all that is shown. */
function copiedOf({ shown }: LogSnapshot, selection: Selection | null): { text: string; count: number } {
  const all = {
    anchor: { id: shown.at(shown.first)?.id ?? 0, at: 0 },
    focus: { id: shown.at(shown.end - 1)?.id ?? 0, at: Infinity },
  };
  const wanted = selection && !isEmpty(selection) ? selection : all;
  return { text: selectedText(shown, wanted), count: selectedRange(shown, wanted)?.lines ?? 0 };
}

/** What can be chosen: pods, and their containers where a pod has several. */
function sourcesOf(log: LogSnapshot): string[] {
  return [...log.sources]
    .flatMap(([pod, containers]) =>
      containers.size > 1 ? [...containers].map((container) => `${pod}/${container}`) : [pod],
    )
    .sort();
}

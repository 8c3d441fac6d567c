'use client';

import { App } from 'antd';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { ErrorState } from '@/components/ui';
import { ApiError } from '@/lib/client/call';
import { copyText } from '@/lib/client/copy-text';
import { LogLines } from './log-lines';
import type { LogOptions } from './log-options';
import { downloadAddress, type LogQuery } from './log-source';
import { LogToolbar } from './log-toolbar';
import { plainText } from './safe-text';
import type { LogSnapshot, StreamState } from './log-buffer';
import { useLogStream } from './use-log-stream';
import styles from './logs.module.css';

export interface LogViewProps {
  project: string;
  /** All pods of this app … */
  app?: string;
  /** … or one pod. */
  pod?: string;
  container?: string;
  previous?: boolean;
  /** Height of the whole view: a CSS length; `fill` takes the place that the parent gives. */
  height?: string;
}

/** The live log of an app or a pod. */
export function LogView({ project, app, pod, container, previous = false, height = '480px' }: LogViewProps) {
  const t = useTranslations('logs');
  const { message } = App.useApp();
  const [options, setOptions] = useState<LogOptions>({
    pod,
    container,
    previous,
    since: undefined,
    tail: 1000,
    search: '',
    wrap: true,
    timestamps: true,
  });
  const [search, setSearch] = useState('');
  const [follow, setFollow] = useState(true);
  const change = (part: Partial<LogOptions>) => setOptions((old) => ({ ...old, ...part }));

  // What is typed is marked at once; the server searches when the typing rests.
  useEffect(() => {
    const timer = setTimeout(() => setOptions((old) => ({ ...old, search })), 400);
    return () => clearTimeout(timer);
  }, [search]);

  const query: LogQuery = {
    project,
    ...(app === undefined ? {} : { app }),
    ...(options.pod === undefined ? {} : { pod: options.pod }),
    ...(options.container === undefined ? {} : { container: options.container }),
    ...(options.since === undefined ? {} : { since: options.since }),
    previous: options.previous,
    tail: options.tail,
    grep: options.search,
  };
  const { log, reload } = useLogStream(query);
  const { state } = log;
  const problem = fieldProblem(state);
  const name = options.pod ?? app ?? project;

  const copy = () => {
    const text = log.entries
      .flatMap((entry) => (entry.kind === 'line' ? [plainText(entry.text)] : []))
      .join('\n');
    void copyText(text).then((done) => {
      if (done) void message.success(t('copied', { count: log.entries.length }));
    });
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
        follow={follow}
        onFollow={setFollow}
        onCopy={copy}
        download={downloadAddress(query)}
        fileName={`${name}.log`}
      />
      {state.kind === 'error' && problem === null ? (
        <div className={styles.state}>
          <ErrorState error={state.error} what={t('cannotRead')} retry={reload} />
        </div>
      ) : (
        <LogLines
          log={log}
          label={t('label', { name })}
          wrap={options.wrap}
          timestamps={options.timestamps}
          search={search}
          follow={follow}
          onFollow={setFollow}
        />
      )}
      <p className={styles.status} role="status">
        {statusOf(t, state, log, problem)}
      </p>
    </div>
  );
}

function statusOf(
  t: (key: string) => string,
  state: StreamState,
  log: LogSnapshot,
  problem: string | null,
): string {
  if (problem !== null) return problem;
  if (state.kind === 'connecting') return t('connecting');
  if (state.kind === 'waiting') return t('waiting');
  if (log.entries.length === 0) return state.kind === 'open' ? t('empty') : t('emptyEnded');
  return state.kind === 'open' ? t('live') : t('over');
}

/** What the server said about the search itself. */
function fieldProblem(state: StreamState): string | null {
  if (state.kind !== 'error' || !(state.error instanceof ApiError)) return null;
  return state.error.fields.find((field) => field.path === 'grep')?.message ?? null;
}

/** What can be chosen: pods, and their containers where a pod has several. */
function sourcesOf(log: LogSnapshot): string[] {
  return [...log.sources]
    .flatMap(([pod, containers]) =>
      containers.size > 1 ? [...containers].map((container) => `${pod}/${container}`) : [pod],
    )
    .sort();
}

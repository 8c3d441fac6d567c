'use client';

import { useCallback, useEffect, useState } from 'react';
import type { LiveRows, LiveTopic } from '@/lib/contract/live';
import { PROBLEMS } from '@/lib/domain/problem';
import { ApiError } from './call';
import { liveConnection, type LiveError } from './live-connection';

type ListTopic = keyof LiveRows;

/** All that a page shows of a topic. */
export interface LiveFrame<T extends ListTopic> {
  lists: { [L in keyof LiveRows[T]['lists']]: { rows: LiveRows[T]['lists'][L][]; total: number } };
  info: LiveRows[T]['info'];
}

export interface LiveView<T extends ListTopic> {
  /** Undefined before the first, and once the right to see it is gone. */
  frame: LiveFrame<T> | undefined;
  /** Which search, filter and page the frame is of: an earlier one while the next is on its way. */
  of: string;
  /** Why there is nothing, or nothing more. */
  error: ApiError | null;
  again: () => void;
}

interface State {
  /** What the frame belongs to. */
  key: string;
  frame: unknown;
  error: ApiError | null;
}

/** What the server could not do may go well the next time. */
const RETRY_MS = 2000;

const NETWORK = new ApiError(0, 'network', {}, [], '', 'network');

/**
 * Follows lists over the tab's live connection: a page of rows, then what changes of it. While another search, filter
 * or page of the same topic is on its way the old rows stand, and so they do while the connection is down.
 */
export function useLiveRows<T extends ListTopic>(topic: LiveTopic & { topic: T }): LiveView<T> {
  const [state, setState] = useState<State>({ key: '', frame: undefined, error: null });
  const [round, setRound] = useState(0);
  // Asking again is another key, so that the old subscription ends.
  const key = JSON.stringify([topic, round]);
  const again = useCallback(() => setRound((old) => old + 1), []);
  useEffect(() => {
    let retry: ReturnType<typeof setTimeout> | undefined;
    const end = liveConnection().follow(topicOf(key), {
      data: (frame) => setState({ key, frame, error: null }),
      ended: (error) => {
        setState({ key, frame: undefined, error: apiError(error) });
        if (apiError(error).status >= 500) retry = setTimeout(again, RETRY_MS);
      },
      // That the console is away is told above the page; here only where there is nothing else to show.
      connected: (holds) => {
        if (!holds)
          setState((old) => (old.frame === undefined ? { key, frame: undefined, error: NETWORK } : old));
      },
    });
    return () => {
      clearTimeout(retry);
      end();
    };
  }, [key, again]);
  // What belongs to another project is not shown, not even for a moment.
  const mine = state.key !== '' && placeOf(topicOf(state.key)) === placeOf(topic);
  return {
    frame: mine ? (state.frame as LiveFrame<T> | undefined) : undefined,
    of: state.key,
    error: mine ? state.error : null,
    again,
  };
}

function topicOf(key: string): LiveTopic {
  return (JSON.parse(key) as [LiveTopic])[0];
}

function placeOf(topic: LiveTopic): string {
  return `${topic.topic}/${'project' in topic ? topic.project : ''}`;
}

function apiError({ code, params, requestId }: LiveError): ApiError {
  return new ApiError(PROBLEMS[code].status, code, params, [], requestId, code);
}

'use client';

import { useEffect, useState } from 'react';
import type { LiveTopic } from '@/lib/contract/live';
import { liveConnection } from './live-connection';

export interface Live<T> {
  /** The newest snapshot; undefined before the first. */
  data: T | undefined;
  /** True while the connection is down: `data` may be old. */
  stale: boolean;
  /** Why there will be no more; null while it goes on. */
  ended: 'signed-out' | 'forbidden' | 'gone' | 'error' | null;
}

const REASON_OF: Record<string, Live<unknown>['ended']> = {
  'auth.required': 'signed-out',
  'auth.forbidden': 'forbidden',
  'resource.not_found': 'gone',
};

const NOTHING = { data: undefined, stale: false, ended: null };

interface State extends Live<unknown> {
  key: string;
}

/** Follows a topic over the tab's live connection; several components may follow the same one. */
export function useLive<T>(topic: LiveTopic, options: { enabled?: boolean } = {}): Live<T> {
  const { enabled = true } = options;
  const key = enabled ? JSON.stringify(topic) : '';
  const [state, setState] = useState<State>({ key, ...NOTHING });
  useEffect(() => {
    if (key === '') return;
    const change = (part: Partial<Live<unknown>>) =>
      setState((old) => ({ ...(old.key === key ? old : { key, ...NOTHING }), ...part }));
    return liveConnection().follow(JSON.parse(key) as LiveTopic, {
      data: (data) => change({ data }),
      ended: ({ code }) => change({ ended: REASON_OF[code] ?? 'error' }),
      connected: (holds) => change({ stale: !holds }),
    });
  }, [key]);
  // What belongs to another topic is not shown, not even for a moment.
  const { data, stale, ended } = state.key === key ? state : NOTHING;
  return { data: data as T | undefined, stale, ended };
}

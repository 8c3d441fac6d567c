'use client';

import { useCallback, useMemo } from 'react';
import { useView } from '@/components/ui';
import type { LiveTopic } from '@/lib/contract/live';
import { POD_SORTS } from '@/lib/contract/pods';
import { POD_STATES, type PodState } from '@/lib/domain/app';

type PodTopic = Extract<LiveTopic, { topic: 'pods' }>;
type Sort = NonNullable<PodTopic['sort']>;

/** What the page shows, as the address says it. */
export interface PodView {
  search: string;
  state: PodState | '';
  app: string;
  sort: Sort;
  page: number;
}

type Change = Partial<{ search: string; state: string; app: string; sort: string }>;

/** The view of the address bar; another search, filter or order begins at the first page. */
export function usePodView(): {
  view: PodView;
  change: (change: Change) => void;
  goTo: (page: number) => void;
} {
  const [text, setText] = useView({ search: '', state: '', app: '', sort: 'name', page: '1' });
  const change = useCallback((part: Change) => setText({ ...part, page: '1' }), [setText]);
  const goTo = useCallback((page: number) => setText({ page: String(page) }), [setText]);
  const view = useMemo(() => readPodView(text), [text]);
  return { view, change, goTo };
}

/** A view from the words of an address; what it can't be is left out. */
export function readPodView(text: Record<keyof PodView, string>): PodView {
  const page = Number(text.page);
  return {
    search: text.search,
    state: POD_STATES.find((state) => state === text.state) ?? '',
    app: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(text.app) ? text.app : '',
    sort: SORTS.find((sort) => sort === text.sort) ?? 'name',
    page: Number.isInteger(page) && page >= 1 && page <= 10_000 ? page : 1,
  };
}

const SORTS: Sort[] = POD_SORTS.flatMap((sort): Sort[] => [sort, `-${sort}`]);

/** What is asked of the live connection for a view. */
export function topicOf(project: string, { search, state, app, sort, page }: PodView): PodTopic {
  const wanted = search.trim().slice(0, 100);
  return {
    topic: 'pods',
    project,
    ...(wanted === '' ? {} : { search: wanted }),
    ...(state === '' ? {} : { state }),
    ...(app === '' ? {} : { app }),
    sort,
    page,
  };
}

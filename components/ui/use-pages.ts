'use client';

import { keepPreviousData, useInfiniteQuery, type QueryKey } from '@tanstack/react-query';

interface Page<Row> {
  items: Row[];
  next: string | null;
  total?: number | undefined;
}

export interface Pages<Row> {
  rows: Row[];
  total: number | undefined;
  isLoading: boolean;
  /** Old rows stand while new ones are on their way. */
  isFetching: boolean;
  error: unknown;
  hasMore: boolean;
  loadMore: () => void;
  reload: () => void;
}

/** A list that pages by cursor: all rows loaded so far, and how to get more. */
export function usePages<Row>(
  queryKey: QueryKey,
  load: (cursor: string | undefined, signal: AbortSignal) => Promise<Page<Row>>,
  options: { enabled?: boolean } = {},
): Pages<Row> {
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => load(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
    ...options,
  });
  const pages = query.data?.pages ?? [];
  return {
    rows: pages.flatMap((page) => page.items),
    total: pages[0]?.total,
    isLoading: query.isPending && query.fetchStatus !== 'idle',
    isFetching: query.isFetching,
    error: query.error,
    hasMore: query.hasNextPage,
    loadMore: () => void query.fetchNextPage(),
    reload: () => void query.refetch(),
  };
}

import { ApiError, toApiError, urlOf } from '@/lib/client/call';
import { readAppLogs, readPodLogs } from '@/lib/contract/logs';

/** What is read, and how. */
export interface LogQuery {
  project: string;
  app?: string;
  pod?: string;
  container?: string;
  previous: boolean;
  since?: string;
  tail: number;
  grep: string;
  levels: string[];
  context: number;
}

type Extra = { follow?: '1'; since?: string; tail?: number; prefix?: '1'; beat?: '1' };

function address(query: LogQuery, extra: Extra): string {
  const { project, app, pod, container } = query;
  const common = {
    ...(container === undefined ? {} : { container }),
    ...(query.previous ? { previous: '1' as const } : {}),
    ...(query.grep === '' ? {} : { grep: query.grep }),
    ...(query.levels.length === 0 ? {} : { level: query.levels.join(',') }),
    ...(isSearch(query) && query.context > 0 ? { context: query.context } : {}),
    ...(query.since === undefined ? {} : { since: query.since }),
    ...extra,
  };
  if (pod !== undefined) return urlOf(readPodLogs, { params: { project, pod }, query: common });
  return urlOf(readAppLogs, { params: { project, app: app ?? '' }, query: common });
}

/** A search looks through everything that there still is, not only at the last lines. */
function isSearch(query: LogQuery): boolean {
  return query.grep !== '' || query.levels.length > 0;
}

/** Opens the live stream; after a cut from `from` on. Throws ApiError. */
export async function openStream(
  query: LogQuery,
  from: string | undefined,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  const begin: Extra = isSearch(query) ? {} : { tail: query.tail };
  const extra: Extra = from === undefined ? begin : { since: from };
  const url = address(query, { ...extra, ...(query.previous ? {} : { follow: '1', beat: '1' }) });
  let response: Response;
  try {
    response = await fetch(url, {
      headers: { accept: 'application/x-ndjson' },
      credentials: 'same-origin',
      cache: 'no-store',
      signal,
    });
  } catch (error) {
    if (signal.aborted) throw error;
    throw new ApiError(0, 'network', {}, [], '', 'network');
  }
  if (!response.ok || !response.body) throw await toApiError(response);
  return response.body;
}

/** Where the same log is to be had as plain text, as a file. */
export function downloadAddress(query: LogQuery): string {
  return address(query, query.pod === undefined ? { prefix: '1' } : {});
}

import { setMaxListeners } from 'node:events';
import type { z } from 'zod';
import { readAppLogs, readPodLogs, type logQuery } from '@/lib/contract/logs';
import { db } from '@/lib/db';
import { isExpression, lineFilter, sinceStamp, type LineFilter, type LogItem } from '@/lib/domain/log';
import { fieldProblem, Problem } from '@/lib/domain/problem';
import {
  authorise,
  guardRight,
  kubeAs,
  projectScope,
  requireSignIn,
  type Caller,
} from '@/lib/services/kernel';
import { withBeat } from './beat';
import { encode, jsonEncoder, PlainEncoder } from './encode';
import type { PodFeed } from './feed';
import { dump } from './dump';
import { expressionTurn, type ExpressionTurn } from './expression-turn';
import { containersOf, ended, followPods, type Ending } from './follow-pods';
import { confirmRight } from './confirm-right';
import { appFeed, feedOfPod, podFeed } from './pod-feed';
import { selectLines } from './select';
import { followContainer, type HubReader } from './hub';
import { streamOpened, viewerCame } from './log-metrics';
import { containerLog } from './source';
import { encoding, type ByteSink, type ItemSink } from './sink';
import type { OpenLog, SourceOptions } from './source-options';

const PLAIN = 'text/plain; charset=utf-8';

export type LogFormat = 'plain' | 'ndjson';
type Query = z.output<typeof logQuery>;

/** A log on its way: read `bytes` to the end, or abort what `caller.signal` hangs on. */
export interface LogStream {
  contentType: string;
  bytes: AsyncIterable<Uint8Array>;
  /** Aborted when the stream must end although its reader may not be reading: the right was lost, the caller left. */
  cut: AbortSignal;
  /** May be called by who begins to read `bytes`: what comes live is then put there at once, in its place among them. */
  direct?: (sink: ByteSink) => void;
}

/** The merged log of an app's pods; 404 to who may not see the project, 403 to who may not read logs. */
export async function openAppLogs(
  caller: Caller,
  input: { params: { project: string; app: string }; query: Query },
  format: LogFormat,
): Promise<LogStream> {
  const { project, app } = input.params;
  return open(caller, project, readAppLogs.access, input.query, format, async (cluster) => {
    const row = await db().app.findFirst({ where: { name: app, project: { name: project } } });
    if (!row) throw new Problem('resource.not_found', { what: app });
    return appFeed(cluster, project, app);
  });
}

/** The log of one pod. */
export async function openPodLogs(
  caller: Caller,
  input: { params: { project: string; pod: string }; query: Query },
  format: LogFormat,
): Promise<LogStream> {
  const { project, pod } = input.params;
  return open(caller, project, readPodLogs.access, input.query, format, (cluster) =>
    podFeed(cluster, project, pod),
  );
}

async function open(
  caller: Caller,
  project: string,
  access: 'logs.read',
  query: Query,
  format: LogFormat,
  openFeed: (cluster: string) => Promise<PodFeed>,
): Promise<LogStream> {
  const principal = requireSignIn(caller);
  const resolved = await projectScope(project);
  authorise(principal, access, resolved.scope);
  if (!resolved.project) throw new Problem('internal');
  const turn = query.grep !== undefined && isExpression(query.grep) ? expressionTurn(principal.userId) : null;
  await turn?.rest(caller.signal);
  const filter = filterOf(query.grep, turn);
  const since = sinceOf(query.since);
  const client = kubeAs(principal, resolved.project);
  const feed = await openFeed(resolved.project.clusterName);
  const abort = new AbortController();
  const signal = AbortSignal.any([abort.signal, caller.signal]);
  // Every container of an app listens.
  setMaxListeners(0, signal);
  const why: Ending = { reason: 'finished', limited: false, more: null };
  const cluster = resolved.project.clusterName;
  const leave = viewerCame();
  const guard: HubReader['guard'] = (until, lost) => guardRight(principal, access, project, until, lost);
  const read = (options: SourceOptions): AsyncGenerator<LogItem> => {
    const { pod, uid, container } = options;
    const openLog: OpenLog = (request) =>
      client.logs(project, pod, { ...request, container, timestamps: true });
    if (!options.follow) return containerLog(counted(openLog), feed, options);
    const where = { cluster, namespace: project, pod, uid, container };
    const view = alone ? { ...options, sink: sinkAfter } : options;
    return followContainer(where, { open: openLog, guard }, () => feedOfPod(cluster, project, uid), view);
  };
  // What is neither merged nor searched needs no detour.
  const alone = feed.fixed && isUnsearched(query) && followedOf(feed, query) === 1;
  let sink: ItemSink | null = null;
  let written: LogItem | null = null;
  const sinkAfter = (after: LogItem | null) => (after === written ? sink : null);
  const encoder = format === 'ndjson' ? jsonEncoder : new PlainEncoder(plainOf(query));

  const close = () => {
    abort.abort();
    feed.close();
    leave();
  };
  caller.signal.addEventListener('abort', close, { once: true });

  try {
    refuseUnknownContainer(feed, query.container);
    // What others have had read may be in memory already: the cluster is asked for its word on this person, too.
    if (query.follow === true) await confirmRight(principal, resolved.project);
    const watchRight = () =>
      guardRight(principal, access, project, signal, (what) => {
        why.reason = what === 'gone' ? 'finished' : what;
        abort.abort();
      });
    const only = format === 'plain' && isWhole(query) ? onlyContainer(feed, query) : null;
    if (only) {
      const raw = await dump(async () => {
        const { pod, container } = only;
        const { tail: tailLines, previous = false } = query;
        const tail = tailLines === undefined ? {} : { tailLines };
        const stream = await client.logs(project, pod, { container, previous, signal, ...tail });
        streamOpened('own', stream);
        return stream;
      });
      watchRight();
      if (raw) return { contentType: PLAIN, bytes: closing(raw, close), cut: signal };
    }
    const followed = followPods(feed, read, {
      follow: query.follow === true && query.previous !== true,
      previous: query.previous === true,
      container: query.container,
      tail: query.tail,
      since,
      signal,
    });
    const levels = query.level ? new Set(query.level) : null;
    const { limit, context = 0 } = query;
    const lines = selectLines(
      followed,
      { filter, levels, context, limit, lookOn: query.follow !== true, rest: () => turn?.rest(signal) },
      why,
    );
    const items = ended(lines, why, query.follow === true ? [] : [await lines.next()], close);
    if (!only) watchRight();
    const encoded = encode(items, encoder, (item) => {
      written = item;
    });
    return {
      contentType: format === 'ndjson' ? 'application/x-ndjson' : PLAIN,
      bytes: format === 'ndjson' && query.beat === true ? withBeat(encoded) : encoded,
      cut: signal,
      direct: (bytes) => {
        sink = encoding(bytes, encoder);
      },
    };
  } catch (error) {
    close();
    throw error;
  }
}

/** True when all bytes are wanted as they are, or the last of them. */
function isWhole(query: Query): boolean {
  const { follow, since } = query;
  const { prefix, timestamps } = plainOf(query);
  return !(follow || prefix || timestamps) && since === undefined && isUnsearched(query);
}

function isUnsearched({ grep, level, limit }: Query): boolean {
  return [grep, level, limit].every((part) => part === undefined);
}

/** The container that a query is about, when it is one. */
function onlyContainer(feed: PodFeed, query: Query): { pod: string; container: string } | null {
  const { container, previous = false } = query;
  const found = feed.pods().flatMap((pod) =>
    containersOf(pod, { container, previous, follow: false }).map(({ name }) => ({
      pod: pod.name,
      container: name,
    })),
  );
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** How many containers are followed. */
function followedOf(feed: PodFeed, { container }: Query): number {
  return feed.pods().flatMap((pod) => containersOf(pod, { container, previous: false, follow: true })).length;
}

/** Ends everything upstream when the reader is done or leaves. */
async function* closing(bytes: AsyncIterable<Uint8Array>, close: () => void): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes;
  } finally {
    close();
  }
}

function refuseUnknownContainer(feed: PodFeed, container: string | undefined): void {
  const pods = feed.pods();
  if (container === undefined || pods.length === 0) return;
  const known = pods.some((pod) => pod.containers.some((item) => item.name === container));
  if (!known) throw new Problem('resource.not_found', { what: container });
}

function plainOf(query: Query): { prefix: boolean; timestamps: boolean } {
  return { prefix: query.prefix === true, timestamps: query.timestamps === true };
}

function filterOf(grep: string | undefined, turn: ExpressionTurn | null): LineFilter | null {
  if (grep === undefined) return null;
  const filter = turn ? turn.run(0, () => lineFilter(grep)) : lineFilter(grep);
  if (!filter) throw fieldProblem('grep', 'Not a regular expression (RE2 syntax).');
  return turn ? (lines) => turn.run(lines.wire.length, () => filter(lines)) : filter;
}

function sinceOf(since: string | undefined): string | undefined {
  if (since === undefined) return undefined;
  const stamp = sinceStamp(since, Date.now());
  if (stamp === null) throw fieldProblem('since', 'Use a span such as 15m or 2h, or an RFC 3339 time.');
  return stamp;
}

function counted(open: OpenLog): OpenLog {
  return async (request) => {
    const stream = await open(request);
    streamOpened('own', stream);
    return stream;
  };
}

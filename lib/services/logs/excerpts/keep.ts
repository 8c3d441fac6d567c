import { createLogExcerpt as operation } from '@/lib/contract/log-excerpts';
import { db } from '@/lib/db';
import { normalStamp, type LogItem } from '@/lib/domain/log';
import { fieldProblem, isProblem } from '@/lib/domain/problem';
import { kubeAs, projectOf, useCase } from '@/lib/services/kernel';
import { confirmRight } from '../confirm-right';
import { hubOf } from '../hub';
import { LogMerge } from '../merge';
import { appFeed } from '../pod-feed';
import { containerLog } from '../source';
import type { OpenLog } from '../source-options';
import { recordsOf, withinRange, type StampRange } from './range';
import { requireRoom, withinRoom } from './room';
import { appIdOf, shownExcerpt } from './shown';

const DAY = 86_400_000;

/** Keeps the lines of a range: from memory where somebody follows the log now, else from the cluster. */
export const createLogExcerpt = useCase(operation, {
  target: ({ params }) => params.app,
  run: async (context, { params, body }) => {
    const { principal, audit } = context;
    const project = projectOf(context);
    const range = { from: normalStamp(body.from), to: normalStamp(body.to) };
    if (range.from === '' || range.to === '' || range.from > range.to) {
      throw fieldProblem('to', 'The range ends before it begins.');
    }
    const appId = await appIdOf(params.project, params.app);
    await requireRoom(db(), appId);
    const kube = kubeAs(principal, project);
    await confirmRight(principal, project);
    const abort = new AbortController();
    const feed = await appFeed(project.clusterName, project.name, params.app);
    try {
      const merge = new LogMerge(abort.signal, (error) => {
        throw error;
      });
      const pods = feed.pods().filter((pod) => !body.pods || body.pods.includes(pod.name));
      for (const pod of pods) {
        for (const container of pod.containers) {
          if (container.run === null || (body.container ?? container.name) !== container.name) continue;
          const where = {
            cluster: project.clusterName,
            namespace: project.name,
            pod: pod.name,
            uid: pod.uid,
            container: container.name,
          };
          const open: OpenLog = (request) =>
            kube.logs(project.name, pod.name, { ...request, container: container.name, timestamps: true });
          const read = (previous: boolean) =>
            quietly(
              containerLog(open, feed, {
                ...where,
                follow: false,
                previous,
                since: range.from,
                signal: abort.signal,
              }),
            );
          merge.add(linesOf(where, range, container.restarts > 0, read));
        }
      }
      merge.seal();
      const { records, lines, cut } = await recordsOf(merge.items());
      if (lines === 0) throw fieldProblem('from', 'The log holds no line of this range any more.');
      const row = await withinRoom(appId, records.length, (tx) =>
        tx.logExcerpt.create({
          data: {
            appId,
            createdById: principal.userId,
            createdByName: principal.name,
            expiresAt: new Date(Date.now() + body.days * DAY),
            fromStamp: range.from,
            toStamp: range.to,
            pods: body.pods ?? [],
            container: body.container ?? null,
            note: body.note,
            lineCount: lines,
            cut,
            records: new Uint8Array(records),
          },
        }),
      );
      if (audit) audit.after = { id: row.id, lines, cut };
      return shownExcerpt(row);
    } finally {
      abort.abort();
      feed.close();
    }
  },
});

/** One container's lines of the range, of the run before the present one, too. */
async function* linesOf(
  where: Parameters<typeof hubOf>[0],
  range: StampRange,
  restarted: boolean,
  read: (previous: boolean) => AsyncGenerator<LogItem>,
): AsyncGenerator<LogItem> {
  const ring = hubOf(where)?.ring;
  if (ring && ring.oldestStamp !== '' && ring.oldestStamp <= range.from) {
    yield* withinRange(ring.items(), range);
    return;
  }
  if (restarted) yield* withinRange(read(true), range);
  yield* withinRange(read(false), range);
}

/** A run that the cluster has forgotten leaves nothing to keep; who is refused is told so. */
async function* quietly(items: AsyncGenerator<LogItem>): AsyncGenerator<LogItem> {
  try {
    yield* items;
  } catch (error) {
    if (!isProblem(error) || error.status === 401 || error.status === 403 || error.status >= 500) throw error;
  }
}

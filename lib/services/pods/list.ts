import { listProjectPods as operation } from '@/lib/contract/pods';
import { pageOfRows, RowTable } from '@/lib/domain/live';
import { Problem } from '@/lib/domain/problem';
import { clusterCache, podUsage, type PodRow } from '@/lib/kube';
import { podViews } from '@/lib/services/apps';
import { projectOf, useCase } from '@/lib/services/kernel';
import { isAfter, writeCursor } from './cursor';
import { entryOf, fitsSearch, ORDERS, type PodEntry } from './entries';

/** Pods of a project, whatever made them, from the shared cache: searched, filtered, sorted and paged there. */
export const listProjectPods = useCase(operation, {
  run: async (context, { query }) => {
    const project = projectOf(context);
    const pods = await clusterCache(project.clusterName).pods.list(project.name);
    const byName = new Map(pods.map((pod) => [pod.name, pod]));
    const compare = ORDERS[query.sort];
    if (!compare) throw new Problem('internal');
    const rows = (await entriesOf(project, pods, query.sort)).ordered(compare);
    const matches = fitsSearch(query);
    const fits = (entry: PodEntry) =>
      matches(entry) && (query.state === undefined || entry.row.state === query.state);
    const rest = query.cursor === undefined ? rows : rows.filter(isAfter(query.cursor, query.sort));
    const { total } = pageOfRows(rows, fits, { offset: 0, limit: 0 });
    const page = pageOfRows(rest, fits, { offset: 0, limit: query.limit });
    const last = page.rows.at(-1);
    return {
      items: await podViews(
        project,
        page.rows.flatMap(({ row }) => byName.get(row.name) ?? []),
      ),
      next: last && page.total > page.rows.length ? writeCursor(last, query.sort) : null,
      total,
    };
  },
});

async function entriesOf(
  project: { name: string; clusterName: string },
  pods: readonly PodRow[],
  sort: string,
): Promise<RowTable<PodEntry>> {
  // Use is asked for only where it decides the order.
  const usage = /cpu|memory/.test(sort) ? await podUsage(project.clusterName, project.name) : [];
  const used = new Map(usage.map((each) => [each.name, each]));
  const table = new RowTable<PodEntry>();
  for (const pod of pods) table.set(pod.name, entryOf(pod, used.get(pod.name)));
  return table;
}

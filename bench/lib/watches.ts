import { setTimeout as pause } from 'node:timers/promises';
import type { Transport } from '@/lib/kube/transport';

const LOOKS = 6;
const BETWEEN_MS = 500;

/** How many watches the API server serves of each kind. The most of several looks: who renews one is gone for a moment. */
export async function watchesOf(cluster: Transport): Promise<Map<string, number>> {
  const most = new Map<string, number>();
  for (let look = 0; look < LOOKS; look += 1) {
    await pause(BETWEEN_MS);
    const { body } = await cluster.send(null, { path: '/metrics' });
    const counts = new Map<string, number>();
    for (const [, labels = '', value] of (await body.text()).matchAll(
      /^apiserver_longrunning_requests\{(.*)\} (\S+)$/gm,
    )) {
      if (!labels.includes('verb="WATCH"')) continue;
      const kind = ['group', 'resource'].map((name) => labelOf(labels, name)).join('/');
      counts.set(kind, (counts.get(kind) ?? 0) + Number(value));
    }
    for (const [kind, count] of counts) most.set(kind, Math.max(most.get(kind) ?? 0, count));
  }
  return most;
}

function labelOf(labels: string, name: string): string {
  return new RegExp(`(?:^|,)${name}="([^"]*)"`).exec(labels)?.[1] ?? '';
}

/** What came to the watches of some when there were more, by the kind of which most came. */
export function mostOfOneKind(
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): { most: number; kinds: number } {
  const more = [...after].map(([kind, count]) => count - (before.get(kind) ?? 0));
  return { most: Math.max(...more), kinds: more.filter((count) => count > 0).length };
}

import { listClusters as operation } from '@/lib/contract/clusters';
import type { Answer } from '@/lib/contract/operation';
import { db } from '@/lib/db';
import { isProblem, problemText, type Language } from '@/lib/domain/problem';
import { formatCpu, formatMemory, sumQuantities } from '@/lib/domain/quantity';
import { asConsole, clusterCache, type NodeRow } from '@/lib/kube';
import { useCase } from '@/lib/services/kernel';

type Cluster = Answer<typeof operation>['items'][number];

const PATIENCE_MS = 3_000;

/** Every registered cluster, with what can be said of it now. */
export const listClusters = useCase(operation, {
  run: async ({ caller }) => {
    const rows = await db().cluster.findMany({
      orderBy: { name: 'asc' },
      include: { _count: { select: { projects: true } } },
    });
    const items = await Promise.all(
      rows.map(async (row) => ({
        name: row.name,
        title: row.title,
        projects: row._count.projects,
        ...(await lookAt(row.name, caller.language)),
      })),
    );
    return { items };
  },
});

async function lookAt(
  cluster: string,
  language: Language,
): Promise<Omit<Cluster, 'name' | 'title' | 'projects'>> {
  try {
    const { gitVersion } = await asConsole(cluster).raw<{ gitVersion: string }>(
      '/version',
      AbortSignal.timeout(PATIENCE_MS),
    );
    const cache = clusterCache(cluster);
    const [nodes, pods] = await Promise.all([cache.nodes.list(), cache.pods.list()]);
    return {
      reachable: true,
      problem: null,
      version: gitVersion,
      pods: pods.length,
      capacity: capacityOf(nodes),
      nodes: nodes.map(nodeOf).toSorted((a, b) => a.name.localeCompare(b.name)),
    };
  } catch (error) {
    // What is no Problem is our own patience at its end.
    const problem = isProblem(error)
      ? problemText(error.code, language, error.params)
      : problemText('cluster.timeout', language);
    return { reachable: false, problem, version: null, pods: null, capacity: null, nodes: [] };
  }
}

function capacityOf(nodes: NodeRow[]): { cpu: string; memory: string } {
  const usable = nodes.filter((node) => node.schedulable && node.ready);
  return {
    cpu: formatCpu(sumQuantities(usable.map((node) => node.allocatable['cpu']))),
    memory: formatMemory(sumQuantities(usable.map((node) => node.allocatable['memory']))),
  };
}

function nodeOf(node: NodeRow): Cluster['nodes'][number] {
  return {
    name: node.name,
    ready: node.ready,
    schedulable: node.schedulable,
    architecture: node.architecture,
    version: node.kubeletVersion,
    cpu: node.allocatable['cpu'] ?? '0',
    memory: node.allocatable['memory'] ?? '0',
    createdAt: node.createdAt,
  };
}

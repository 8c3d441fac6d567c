import { isProblem } from '@/lib/domain/problem';
import { singleton } from '@/lib/runtime/singleton';
import { segment } from './resources';
import { transportOf } from './transport';

/** What a pod's containers use now, as Kubernetes quantities. */
export interface PodUsage {
  name: string;
  containers: { name: string; cpu: string; memory: string }[];
}

interface PodMetricsList {
  items: {
    metadata: { name: string };
    containers: { name: string; usage: { cpu: string; memory: string } }[];
  }[];
}

// metrics-server itself measures every 15 s.
const KEEP_MS = 10_000;
const MOST_KEPT = 1000;

/** Current use of the pods of a namespace; empty where metrics-server is not there (yet). */
export function podUsage(cluster: string, namespace: string): Promise<PodUsage[]> {
  const kept = singleton('kube-usage', () => new Map<string, { at: number; value: Promise<PodUsage[]> }>());
  const key = `${cluster}/${namespace}`;
  const known = kept.get(key);
  if (known && Date.now() - known.at < KEEP_MS) return known.value;
  const value = read(cluster, namespace);
  kept.delete(key);
  if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value ?? '');
  kept.set(key, { at: Date.now(), value });
  return value;
}

async function read(cluster: string, namespace: string): Promise<PodUsage[]> {
  try {
    const path = `/apis/metrics.k8s.io/v1beta1/namespaces/${segment(namespace)}/pods`;
    const { value } = await transportOf(cluster).json<PodMetricsList>(null, { path });
    return value.items.map((item) => ({
      name: item.metadata.name,
      containers: item.containers.map(({ name, usage }) => ({ name, cpu: usage.cpu, memory: usage.memory })),
    }));
  } catch (error) {
    if (isProblem(error)) return [];
    throw error;
  }
}

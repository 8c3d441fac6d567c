import { waitFor } from '@/lib/testing/wait-for';
import type { Place } from './place';

/** What the console holds when nobody is there. */
export interface Rest {
  /** Bytes of the heap, and of what lies beside it, after a collection. */
  memory: number;
  /** That the cluster keeps, of whomever: rows in the console's cache. */
  events: number;
  descriptors: number;
  /** Open connections to the API server. */
  connections: number;
  /** TLS handshakes so far of connections that are kept, for calls, watches and logs. */
  handshakes: number;
}

/** Waits until everybody has left, and looks. */
export async function atRest(place: Place): Promise<Rest> {
  const metrics = await waitFor('everybody to leave', async () => {
    const now = await place.metrics();
    return (now['berth_sockets'] ?? 0) + (now['berth_log_viewers'] ?? 0) === 0 ? now : null;
  });
  const heap = await place.inspector.heapInUse();
  const { nodejs_external_memory_bytes: external = NaN } = await place.metrics();
  return {
    memory: heap + external,
    events: await place.events(),
    descriptors: place.descriptors(),
    connections: place.proxy.carried(),
    handshakes: metrics['berth_kube_connections_total{kind="pool"}'] ?? 0,
  };
}

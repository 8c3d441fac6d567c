import { registerMetric } from '@/lib/observability/metrics';
import { singleton } from '@/lib/runtime/singleton';

/** `pool`: kept for any number of calls and logs; `shell`: of one shell. */
type Kind = 'pool' | 'shell';

/** Counts a connection to a cluster: each is a TLS handshake. */
export function countConnection(kind: Kind): void {
  singleton('kube-connections', () => {
    const counts: Record<Kind, number> = { pool: 0, shell: 0 };
    registerMetric({
      name: 'berth_kube_connections_total',
      type: 'counter',
      help: 'Connections opened to clusters, each with a TLS handshake: kept for calls and logs, or of one shell.',
      samples: () => [
        [{ kind: 'pool' }, counts.pool],
        [{ kind: 'shell' }, counts.shell],
      ],
    });
    return counts;
  })[kind] += 1;
}

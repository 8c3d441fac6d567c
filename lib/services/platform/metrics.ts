import { renderMetrics } from '@/lib/observability/metrics';
import { logCounts } from '@/lib/services/logs';
import { authorise, requireSignIn, type Caller } from '@/lib/services/kernel';

/** The console's own metrics for Prometheus; for administrators, since they tell how the platform is used. */
export function readMetrics(caller: Caller): string {
  const principal = requireSignIn(caller);
  authorise(principal, 'clusters.read', { kind: 'platform' });
  // Told from the start, not from the first log on.
  logCounts();
  return renderMetrics();
}

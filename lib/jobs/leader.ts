import { isProblem } from '@/lib/domain/problem';
import type { KubeClient, KubeObject } from '@/lib/kube';
import { log } from '@/lib/observability/log';
import { leaderIdentity, isDeadNeighbour } from './identity';
import { leaseSpec, mayTake, observe, readLease, type LeaseSpec, type Observation } from './lease';
import { pause } from './runner';

export interface LeaderOptions {
  kube: () => KubeClient;
  namespace: string;
  name: string;
  durationMs?: number;
  retryMs?: number;
  identity?: string;
  /** Begins what only the leader does; the signal says that it leads no longer. */
  lead: (signal: AbortSignal) => void;
}

const DURATION_MS = 15_000;
const RETRY_MS = 3_000;

/**
 * Leads as long as this process holds the Lease, and tries to get it as long as it does not. Whoever can't renew for
 * two thirds of the Lease's time stops by itself, before another may take over.
 */
export async function campaign(options: LeaderOptions, signal: AbortSignal): Promise<void> {
  const self = options.identity ?? leaderIdentity();
  const durationMs = options.durationMs ?? DURATION_MS;
  const retryMs = options.retryMs ?? RETRY_MS;
  let seen: Observation | null = null;
  let term: { end: AbortController; acquiredAt: number; renewedAt: number } | null = null;
  let told = '';
  const resign = (why: string) => {
    term?.end.abort();
    term = null;
    log.warn('this replica leads no longer', { why });
  };
  while (!signal.aborted) {
    const before = Date.now();
    try {
      const result = await tryLease(options, self, durationMs, seen, term?.acquiredAt ?? before);
      seen = result.seen;
      told = '';
      if (result.held && term) term.renewedAt = before;
      else if (result.held) {
        term = { end: new AbortController(), acquiredAt: before, renewedAt: before };
        log.info('this replica leads', { lease: options.name });
        options.lead(AbortSignal.any([term.end.signal, signal]));
      } else if (term) resign('another replica holds the lease');
    } catch (error) {
      // Told once, not every three seconds while a cluster is away.
      const reason = error instanceof Error ? error.message : String(error);
      if (reason !== told) log.warn('the lease could not be asked for', { lease: options.name, error });
      told = reason;
      if (term && Date.now() - term.renewedAt > (durationMs * 2) / 3)
        resign('the lease could not be renewed');
    }
    await pause(retryMs, signal);
  }
  if (term) await release(options, self).catch(() => undefined);
}

interface Outcome {
  held: boolean;
  seen: Observation | null;
}

async function tryLease(
  options: LeaderOptions,
  self: string,
  durationMs: number,
  before: Observation | null,
  acquiredAt: number,
): Promise<Outcome> {
  const kube = options.kube();
  const lease = await kube.find(refOf(options), AbortSignal.timeout(durationMs / 3));
  const now = Date.now();
  if (!lease) {
    const spec = leaseSpec(null, acquiredAt, self, durationMs, now);
    return { held: await wrote(kube.create(objectOf(options, spec))), seen: null };
  }
  const state = readLease(lease['spec'] ?? {});
  const seen = observe(before, state, now);
  if (!mayTake(seen, self, now, isDeadNeighbour)) return { held: false, seen };
  const spec = leaseSpec(state, acquiredAt, self, durationMs, now);
  // The version that was read goes along: of two replicas that try at once, one is refused.
  const next = objectOf(options, spec, lease.metadata.resourceVersion);
  return { held: await wrote(kube.replace(next)), seen };
}

async function wrote(write: Promise<KubeObject>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (isProblem(error) && error.code === 'cluster.conflict') return false;
    throw error;
  }
}

/** Gives the Lease back, so that the next replica need not wait. */
async function release(options: LeaderOptions, self: string): Promise<void> {
  const kube = options.kube();
  const lease = await kube.find(refOf(options), AbortSignal.timeout(1000));
  if (!lease || readLease(lease['spec'] ?? {}).holder !== self) return;
  await kube.replace({ ...lease, spec: { ...(lease['spec'] as LeaseSpec), holderIdentity: '' } });
}

function refOf({ namespace, name }: LeaderOptions) {
  return { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', namespace, name };
}

function objectOf(options: LeaderOptions, spec: LeaseSpec, resourceVersion?: string): KubeObject {
  const { apiVersion, kind, namespace, name } = refOf(options);
  const metadata = { namespace, name, ...(resourceVersion === undefined ? {} : { resourceVersion }) };
  return { apiVersion, kind, metadata, spec };
}

import { config } from '@/lib/config';
import type { Project, Release } from '@/lib/db';
import { VERDICTS, judge, releaseOf, type Facts } from '@/lib/domain/app';
import type { EventRow } from '@/lib/kube';
import { observe, podFacts, replicaSetFacts, type Observed, type ProjectView } from './observe';
import { desiredOf, specOf, type AppRow } from './rows';
import { verdictDataOf } from './verdict-data';
import type { StatusView } from './view';

/** How an app stands now, from the shared caches; from its release's row while the cluster is not known. */
export async function statusOf(
  project: Pick<Project, 'name' | 'clusterName'>,
  row: AppRow,
): Promise<StatusView> {
  return statusIn(await observe(project), row);
}

/** As `statusOf`, in a view that is at hand. */
export function statusIn(view: ProjectView, row: AppRow, now = Date.now()): StatusView {
  if (!view.known) return rememberedStatus(row);
  const facts = factsOf(view.of(row.app.name), row, now);
  const verdict = judge(facts);
  return { ...verdict, release: row.release?.number ?? null, stale: view.stale };
}

/** What a verdict is made from. */
function factsOf(observed: Observed, { app, release }: AppRow, now: number): Facts {
  const { deployment } = observed;
  return {
    app: app.name,
    desired: desiredOf(app),
    released: release ? releasedFacts(release) : null,
    deleting: app.deletingAt !== null,
    release: release
      ? {
          number: release.number,
          phase: release.phase,
          phaseDetail: release.phaseDetail,
          appliedAt: release.appliedAt?.toISOString() ?? null,
        }
      : null,
    deployment: deployment ? { ...deployment, release: releaseOf(deployment.labels) } : null,
    replicaSets: observed.replicaSets.map(replicaSetFacts),
    pods: observed.pods.map(podFacts),
    events: observed.events.map(plain),
    nodes: observed.nodes,
    memoryLimit: release ? specOf(release).resources.memoryLimit : '',
    stabilitySeconds: config().BERTH_STABILITY_SECONDS,
    now,
  };
}

/** What the newest release says, where the verdict compares it with what is there. */
function releasedFacts(release: Release): Facts['released'] {
  const { readiness, liveness, runAsNonRoot } = specOf(release);
  return { readiness, liveness, runAsNonRoot, image: release.image, reference: release.reference };
}

/** An event without what the kubelet puts before the message of many that are alike. */
function plain(event: EventRow): EventRow {
  return { ...event, message: event.message.replace(/^\(combined from similar events\): /, '') };
}

function rememberedStatus({ app, release }: AppRow): StatusView {
  const data = release ? verdictDataOf(release) : null;
  const desired = desiredOf(app);
  return {
    verdict: VERDICTS.find((known) => known === release?.verdict) ?? 'progressing',
    reason: data?.reason ?? '',
    message: data?.message ?? '',
    params: data?.params ?? {},
    evidence: data?.evidence ?? [],
    replicas: {
      desired: desired.stopped ? 0 : desired.replicas,
      updated: 0,
      ready: 0,
      available: 0,
      serving: Number(data?.params['serving'] ?? 0),
    },
    servingRelease: Number(data?.params['servingRelease'] ?? 0) || null,
    drift: [],
    stableIn: null,
    release: release?.number ?? null,
    stale: true,
  };
}

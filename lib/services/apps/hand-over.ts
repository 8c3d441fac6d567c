import type { App, Project, Release, Tx } from '@/lib/db';
import type { Principal } from '@/lib/domain/access';
import { reasonText, type Desired } from '@/lib/domain/app';
import { isProblem, Problem } from '@/lib/domain/problem';
import { kubeAs, touchProject } from '@/lib/services/kernel';
import { withAppLock } from './lock';
import { applyManifests, manifestsOf, refuseTakenNames } from './manifests';
import { settledDesired } from './pending';
import type { VerdictData } from './verdict-data';

interface Handed {
  project: Project;
  app: App;
  release: Release;
  by: Principal;
}

/** Hands a recorded release to the cluster as its maker; throws what the cluster said, with the row marked failed. */
export async function handOver(handed: Handed): Promise<Release> {
  const outcome = await withAppLock(handed.app.id, (tx) => handOverLocked(tx, handed));
  touchProject(handed.project.id);
  if ('error' in outcome) throw outcome.error;
  return outcome.release;
}

type Outcome = { release: Release } | { error: unknown };

/**
 * As `handOver`, inside the app's lock; the error comes back instead of being thrown, so that the row's mark is
 * committed. A release that a newer one has overtaken is left alone.
 */
export async function handOverLocked(tx: Tx, { project, app, release, by }: Handed): Promise<Outcome> {
  const newer = await tx.release.findFirst({
    where: { appId: app.id, number: { gt: release.number }, phase: { in: ['recorded', 'applied'] } },
  });
  if (newer) return { release: await mark(tx, release.id, { phase: 'superseded' }) };
  const current = await tx.app.findUnique({ where: { id: app.id } });
  // Deleted while it waited for the lock, and the release's row with it.
  if (!current) return { error: new Problem('resource.not_found', { what: app.name }) };
  let desired: Desired;
  try {
    const client = kubeAs(by, project);
    desired = await desiredWith(tx, current, release, await settledDesired(client, project, current));
    const manifests = manifestsOf(project, app, release, desired);
    await refuseTakenNames(client, project.name, app.name, manifests);
    await applyManifests(client, project.name, app.name, manifests);
  } catch (error) {
    const phaseDetail = isProblem(error) ? error.message : 'Something went wrong on our side.';
    await markFailed(tx, release.id, phaseDetail);
    return { error };
  }
  // Only now: what the cluster refused leaves the app as it was.
  await tx.app.update({ where: { id: app.id }, data: { desired } });
  await supersedeOlder(tx, app.id, release.number);
  return { release: await mark(tx, release.id, { phase: 'applied', appliedAt: new Date() }) };
}

/** What is wanted with this release: a Stop or Scale of a moment ago stays, the pods that it asks for itself are its own. */
async function desiredWith(tx: Tx, app: App, release: Release, desired: Desired): Promise<Desired> {
  if (release.replicas !== null) return { ...desired, replicas: release.replicas };
  // One that this one overtook asked for them; it will not be handed over any more.
  const overtaken = await tx.release.findFirst({
    where: { appId: app.id, number: { lt: release.number }, phase: 'recorded', replicas: { not: null } },
    orderBy: { number: 'desc' },
  });
  return { ...desired, replicas: overtaken?.replicas ?? desired.replicas };
}

/** Marks a release that the cluster did not take, with the reason. */
export async function markFailed(tx: Tx, id: string, detail: string): Promise<void> {
  const params = { detail };
  const verdictData: VerdictData = {
    reason: 'ApplyFailed',
    message: reasonText('ApplyFailed', 'en', params),
    params,
    evidence: [],
    availableAt: null,
  };
  await tx.release.update({
    where: { id },
    data: {
      phase: 'failed',
      phaseDetail: detail,
      verdict: 'failed',
      verdictAt: new Date(),
      verdictData,
    },
  });
}

async function mark(
  tx: Tx,
  id: string,
  data: { phase: Release['phase']; appliedAt?: Date },
): Promise<Release> {
  return tx.release.update({ where: { id }, data });
}

/** Older releases that never got as far as an end have none now. */
async function supersedeOlder(tx: Tx, appId: string, number: number): Promise<void> {
  await tx.release.updateMany({
    where: {
      appId,
      number: { lt: number },
      OR: [{ phase: 'recorded' }, { phase: 'applied', OR: [{ verdict: null }, { verdict: 'progressing' }] }],
    },
    data: { phase: 'superseded' },
  });
}

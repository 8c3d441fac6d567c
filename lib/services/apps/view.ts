import type { z } from 'zod';
import type { releaseSchema, statusSchema } from '@/lib/contract/apps';
import type { Project, Release } from '@/lib/db';
import { VERDICTS, type Verdict } from '@/lib/domain/app';
import type { AppView } from './live-types';
import { desiredOf, specOf, type AppRow } from './rows';
import { verdictDataOf } from './verdict-data';

export type StatusView = z.output<typeof statusSchema>;
export type ReleaseView = z.output<typeof releaseSchema>;

/** A release as the API shows it. `live` is the app's status when this is its newest release. */
export function releaseView(release: Release, live: StatusView | null): ReleaseView {
  const kept = keptVerdict(release, live !== null);
  return {
    number: release.number,
    image: release.image,
    digest: release.digest,
    message: release.message,
    rollbackOf: release.rollbackOf,
    createdBy: release.createdBy,
    createdAt: release.createdAt.toISOString(),
    phase: release.phase,
    phaseDetail: release.phaseDetail,
    verdict: live?.verdict ?? kept.verdict,
    reason: live?.reason ?? kept.reason,
    reasonMessage: live?.message ?? kept.message,
    verdictAt: release.verdictAt?.toISOString() ?? null,
    spec: specOf(release),
  };
}

interface Kept {
  verdict: Verdict | null;
  reason: string | null;
  message: string | null;
}

/** What the row knows. A replaced release that was available once is told as that, whatever came over it later. */
function keptVerdict(release: Release, isNewest: boolean): Kept {
  const data = verdictDataOf(release);
  if (!isNewest && data?.availableAt) return { verdict: 'available', reason: null, message: null };
  const verdict = VERDICTS.find((known) => known === release.verdict) ?? null;
  return { verdict, reason: data?.reason ?? null, message: data?.message ?? null };
}

/** An app as the API shows it. */
export function appView(project: Pick<Project, 'name'>, row: AppRow, status: StatusView): AppView {
  const { app, release } = row;
  if (!release) throw new Error(`app ${app.id} has no release`);
  return {
    name: app.name,
    project: project.name,
    image: release.image,
    digest: release.digest,
    replicas: desiredOf(app).replicas,
    createdAt: app.createdAt.toISOString(),
    status,
    spec: specOf(release),
    release: releaseView(release, status),
  };
}

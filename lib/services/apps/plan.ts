import { planApp as planAppOperation, planNewApp as planNewOperation } from '@/lib/contract/apps';
import type { z } from 'zod';
import type { planSchema } from '@/lib/contract/apps';
import type { Project } from '@/lib/db';
import {
  deriveSpec,
  applyPatch,
  limitFindings,
  nameFindings,
  quotaAnswer,
  quotaFindings,
  securityFindings,
  takenFinding,
  wantedReplicas,
  type Desired,
  type Finding,
  type Load,
} from '@/lib/domain/app';
import { isProblem } from '@/lib/domain/problem';
import { db } from '@/lib/db';
import { kubeAs, projectOf, useCase, type Context } from '@/lib/services/kernel';
import { draftNew, draftNext, again, requireRelease, type Draft } from './draft';
import { observe } from './observe';
import { planChanges } from './plan-changes';
import { limitsOf, nodeFindings, quotasOf, missingSecrets } from './plan-cluster';
import { desiredOf, findLiveApp, specOf, STILLBORN, type AppRow } from './rows';

type Plan = z.output<typeof planSchema>;

/** What creating an app would do. */
export const planNewApp = useCase(planNewOperation, {
  run: async (context, { body }) => {
    const project = projectOf(context);
    const findings: Finding[] = [];
    const taken = await db().app.findFirst({
      where: { projectId: project.id, name: body.name, NOT: STILLBORN },
    });
    if (taken) findings.push(takenFinding(body.name, 'app'));
    const draft = await orImageFinding(
      findings,
      () => draftNew(project, body.name, body, context.caller.signal),
      () => unpinned(deriveSpec(body, body.registry ?? 'unknown', null)),
    );
    const desired = { replicas: draft.spec.replicas, stopped: false, restartedAt: null };
    return plan(context, project, { name: body.name, row: null, number: 1, draft, desired, findings });
  },
});

/** What a change of an app would do. */
export const planApp = useCase(planAppOperation, {
  run: async (context, { params, body }) => {
    const project = projectOf(context);
    const row = await findLiveApp(project, params.app);
    const last = requireRelease(row.release, params.app);
    const findings: Finding[] = [];
    const draft = await orImageFinding(
      findings,
      () => draftNext(project, params.app, last, body, context.caller.signal),
      () => again(last, applyPatch(specOf(last), body, body.registry ?? specOf(last).registry, null)),
    );
    const old = desiredOf(row.app);
    const desired = { ...old, ...(body.replicas === undefined ? {} : { replicas: body.replicas }) };
    return plan(context, project, {
      name: params.app,
      row,
      number: last.number + 1,
      draft,
      desired,
      findings,
    });
  },
});

interface Subject {
  name: string;
  row: AppRow | null;
  number: number;
  draft: Draft;
  desired: Desired;
  findings: Finding[];
}

async function plan(context: Context, project: Project, subject: Subject): Promise<Plan> {
  const { name, row, draft, desired, findings } = subject;
  const client = kubeAs(context.principal, project);
  const [quotas, limits, secrets, nodes, before, changed] = await Promise.all([
    quotasOf(client, project.name),
    limitsOf(client, project.name),
    missingSecrets(context, client, project, draft.spec),
    nodeFindings(project, draft),
    loadOf(project, row),
    // What has the name is somebody else's: it would not be changed, so there is nothing to show.
    findings.some((finding) => finding.kind === 'name')
      ? { changes: [], findings: [] }
      : planChanges(client, project, name, subject),
  ]);
  const after = { resources: draft.spec.resources, pods: wantedReplicas(desired) };
  findings.push(
    ...nameFindings(name, draft.spec),
    ...nodes,
    ...quotaFindings(quotas, before, after),
    ...limitFindings(limits, draft.spec.resources),
    ...securityFindings(project.podSecurity, draft.spec),
    ...secrets,
    ...changed.findings,
  );
  return {
    changes: changed.changes,
    findings,
    spec: draft.spec,
    digest: draft.digest === '' ? null : draft.digest,
    quota: quotaAnswer(quotas, before, after),
  };
}

/** What the app takes of the quota now: its pods that have not ended, however many were wished for. */
async function loadOf(project: Project, row: AppRow | null): Promise<Load | null> {
  if (!row?.release) return null;
  const { pods } = (await observe(project)).of(row.app.name);
  const counted = pods.filter((pod) => pod.phase !== 'Succeeded' && pod.phase !== 'Failed').length;
  return { resources: specOf(row.release).resources, pods: counted };
}

/** An image that can't be had is a finding, not the end of the plan. */
async function orImageFinding(
  findings: Finding[],
  find: () => Promise<Draft>,
  without: () => Draft,
): Promise<Draft> {
  try {
    return await find();
  } catch (error) {
    if (!isProblem(error) || !/^(image|registry)\./.test(error.code)) throw error;
    const params = Object.fromEntries(
      Object.entries(error.params).map(([key, value]) => [key, String(value)]),
    );
    findings.push({
      severity: 'error',
      kind: 'image',
      message: error.message,
      params: { ...params, code: error.code },
      field: 'image',
    });
    return without();
  }
}

function unpinned(spec: Draft['spec']): Draft {
  return { spec, image: spec.image, digest: '', reference: spec.image, pullSecret: null, platforms: [] };
}

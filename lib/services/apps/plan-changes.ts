import type { Project } from '@/lib/db';
import {
  cleanObject,
  diffYaml,
  isOurs,
  takenFinding,
  warningFindings,
  type AppSpec,
  type Desired,
  type Finding,
  type Manifest,
} from '@/lib/domain/app';
import { isProblem, type Problem } from '@/lib/domain/problem';
import type { KubeClient, KubeObject } from '@/lib/kube';
import type { Draft } from './draft';
import { leftovers, manifestsOf } from './manifests';

export interface Change {
  action: 'create' | 'change' | 'delete' | 'none';
  kind: string;
  name: string;
  diff: string;
}

interface Planned {
  changes: Change[];
  findings: Finding[];
}

/** What a release would do to each object, by a server-side dry run as the user. */
export async function planChanges(
  client: KubeClient,
  project: Project,
  app: string,
  subject: { draft: Draft; number: number; desired: Desired },
): Promise<Planned> {
  const { draft, number, desired } = subject;
  const manifests = manifestsOf(project, { name: app }, { ...draft, number }, desired);
  const planned: Planned = { changes: [], findings: [] };
  for (const manifest of manifests) {
    const { changes, findings } = await planOne(client, project.name, app, manifest, draft.spec);
    planned.changes.push(...changes);
    planned.findings.push(...findings);
  }
  for (const left of await leftovers(client, project.name, app, manifests)) {
    const live = await client.find(left);
    planned.changes.push({
      action: 'delete',
      kind: left.kind,
      name: left.name,
      diff: diffYaml(live ? cleanObject(live) : null, null),
    });
  }
  return planned;
}

async function planOne(
  client: KubeClient,
  project: string,
  app: string,
  manifest: Manifest,
  spec: AppSpec,
): Promise<Planned> {
  const { apiVersion, kind, metadata } = manifest;
  const live = await client.find({ apiVersion, kind, namespace: project, name: metadata.name });
  const change = { kind, name: metadata.name };
  if (live && !isOurs(live.metadata.labels, project, app)) {
    return { changes: [], findings: [takenFinding(metadata.name, kind)] };
  }
  try {
    const { object, warnings } = await client.applyWithWarnings(manifest, { dryRun: true, force: true });
    return {
      changes: [{ ...change, ...difference(live, object, manifest) }],
      findings: warningFindings(warnings, spec),
    };
  } catch (error) {
    if (!isProblem(error) || !error.code.startsWith('cluster.') || isTrouble(error)) throw error;
    return {
      changes: [{ ...change, action: live ? 'change' : 'create', diff: diffYaml(null, manifest) }],
      findings: [refusal(error)],
    };
  }
}

/** What is new is shown as it was rendered; what changes as the API server would hold it before and after. */
function difference(
  live: KubeObject | null,
  dry: KubeObject,
  manifest: Manifest,
): Pick<Change, 'action' | 'diff'> {
  if (!live) return { action: 'create', diff: diffYaml(null, manifest) };
  const diff = diffYaml(cleanObject(live), cleanObject(dry));
  return { action: diff === '' ? 'none' : 'change', diff };
}

/** The cluster could not be asked, which is no answer about the plan. */
function isTrouble(error: Problem): boolean {
  return (
    error.code === 'cluster.unreachable' ||
    error.code === 'cluster.timeout' ||
    error.code === 'cluster.failed'
  );
}

function refusal(error: Problem): Finding {
  return {
    severity: 'error',
    kind: error.code === 'cluster.quota' ? 'quota' : 'policy',
    message: error.message,
    params: { detail: String(error.params['detail'] ?? ''), code: error.code },
    field: null,
  };
}

import { db, type Project } from '@/lib/db';
import { can, type Principal } from '@/lib/domain/access';
import { singleton } from '@/lib/runtime/singleton';
import { kubeAs } from '@/lib/services/kernel';
import type { Observed } from './observe';
import type { StatusView } from './view';

/** Reasons behind which a program ended by itself, so that its last lines say why. */
const ENDED = new Set(['CrashLoopBackOff', 'ContainerExited', 'Completed', 'OOMKilled', 'ProbeFailed']);
const LINES = 20;
const MOST_BYTES = 8192;
const PATIENCE_MS = 2000;
const MOST_KEPT = 500;

/**
 * The status with the last lines of the container that ended, for somebody who may read logs: those that are kept, or,
 * until they are, read as that person and once for each run of the container.
 */
export async function withLastWords(
  by: Principal,
  project: Project,
  observed: Observed,
  status: StatusView,
): Promise<StatusView> {
  if (!ENDED.has(status.reason) || !mayReadLogs(by, project)) return status;
  const pod = observed.pods.find((each) => each.name === status.params['pod']);
  const container = [...(pod?.containers ?? []), ...(pod?.initContainers ?? [])].find(
    (each) => each.name === status.params['container'],
  );
  if (!pod || !container?.ended) return status;
  const text = await kept(
    `${pod.uid}/${container.name}/${container.ended.finishedAt}`,
    async () =>
      (await fromRow(pod.uid, container.name, container.ended?.finishedAt ?? null)) ??
      read(by, project, pod.name, container.name, container.state !== 'terminated'),
  );
  if (text === '') return status;
  const lines = {
    kind: 'log' as const,
    object: `${pod.name}/${container.name}`,
    reason: 'LastLines',
    message: text,
    at: container.ended.finishedAt,
  };
  return { ...status, evidence: [...status.evidence, lines] };
}

/** True when the person may read logs in the project. */
export function mayReadLogs(by: Principal, project: Pick<Project, 'name' | 'tenantId'>): boolean {
  return can(by, 'logs.read', { kind: 'project', project: project.name, tenantId: project.tenantId });
}

/** The end of what the crash keeper holds of that run. */
async function fromRow(podUid: string, container: string, endedAt: string | null): Promise<string | null> {
  if (endedAt === null) return null;
  const run = { podUid, container, endedAt: new Date(endedAt) };
  const row = await db().crashLog.findUnique({ where: { podUid_container_endedAt: run } });
  if (!row) return null;
  const lines = new TextDecoder().decode(row.text).trimEnd().split('\n');
  return lines.slice(-LINES).join('\n').slice(-MOST_BYTES);
}

async function kept(key: string, get: () => Promise<string>): Promise<string> {
  const words = singleton('last-words', () => new Map<string, string>());
  const known = words.get(key);
  if (known !== undefined) return known;
  try {
    const text = await get();
    if (words.size >= MOST_KEPT) words.delete(words.keys().next().value ?? '');
    words.set(key, text);
    return text;
  } catch {
    // The run's log may be gone, or the kubelet slow: the cause stands without it, and the next look tries again.
    return '';
  }
}

async function read(
  by: Principal,
  project: Project,
  pod: string,
  container: string,
  previous: boolean,
): Promise<string> {
  const stream = await kubeAs(by, project).logs(project.name, pod, {
    container,
    previous,
    tailLines: LINES,
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Uint8Array));
  const bytes = Buffer.concat(chunks);
  return new TextDecoder().decode(bytes.subarray(Math.max(0, bytes.length - MOST_BYTES))).trimEnd();
}

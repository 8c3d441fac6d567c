import { db, isUniqueViolation, type Project } from '@/lib/db';
import { kubeUser, logsGroup } from '@/lib/domain/access';
import { APP_LABEL, isEvicted, releaseOf } from '@/lib/domain/app';
import { asUser, clusterCache, type PodRow } from '@/lib/kube';
import { log } from '@/lib/observability/log';
import { singleton } from '@/lib/runtime/singleton';
import { touchProject } from '@/lib/services/kernel';
import { linesOfRun, type LastText } from './crash-text';

const MOST_LINES = 500;
const MOST_BYTES = 256 * 1024;
/** Of one app; the oldest go first. */
const MOST_KEPT = 10;
const KEPT_DAYS = 14;

const AT_ONCE = 3;
const MOST_WAITING = 1000;
const MOST_TRIES = 5;
const PATIENCE_MS = 5000;
/** A tail of enormous lines is asked for anew with fewer of them. */
const MOST_READ = 16 * 1024 * 1024;
const PRUNE_EVERY_MS = 600_000;

/** One run of a container that ended. */
interface Crash {
  cluster: string;
  namespace: string;
  app: string;
  release: number | null;
  pod: string;
  podUid: string;
  container: string;
  exitCode: number;
  reason: string | null;
  restarts: number;
  startedAt: string | null;
  endedAt: string;
  /** True while no other run of the container has begun. */
  present: boolean;
  tries: number;
}

interface Keeper {
  watched: Set<string>;
  waiting: Map<string, Crash>;
  /** What needs no second look, newest last. */
  done: Set<string>;
  prunedAt: number;
}

/**
 * Keeps the last lines of each run of an app's container that ended by itself, before the node forgets them: they
 * outlast the pod, and whoever looks in the morning still finds them.
 */
export async function keepCrashLogs(signal?: AbortSignal): Promise<void> {
  const keeper = singleton<Keeper>('crash-keeper', () => ({
    watched: new Set(),
    waiting: new Map(),
    done: new Set(),
    prunedAt: 0,
  }));
  for (const { name } of await db().cluster.findMany({ select: { name: true } })) watch(keeper, name);
  const crashes = [...keeper.waiting];
  for (let at = 0; at < crashes.length; at += AT_ONCE) {
    if (signal?.aborted) return;
    const some = crashes.slice(at, at + AT_ONCE);
    await Promise.all(some.map(([key, crash]) => settle(keeper, key, crash)));
  }
  if (Date.now() - keeper.prunedAt < PRUNE_EVERY_MS) return;
  keeper.prunedAt = Date.now();
  const oldest = new Date(Date.now() - KEPT_DAYS * 86_400_000);
  await db().crashLog.deleteMany({ where: { endedAt: { lt: oldest } } });
}

function watch(keeper: Keeper, cluster: string): void {
  if (keeper.watched.has(cluster)) return;
  keeper.watched.add(cluster);
  const { pods } = clusterCache(cluster);
  const noteAll = () => {
    for (const row of pods.now()) note(keeper, cluster, row);
  };
  pods.subscribe(null, (change) => {
    if (change.type === 'set') note(keeper, cluster, change.row);
    if (change.type === 'fresh') noteAll();
  });
  noteAll();
}

function note(keeper: Keeper, cluster: string, row: PodRow): void {
  const app = row.labels[APP_LABEL];
  // What ends because its pod is taken away did not end by itself.
  if (app === undefined || row.deleting) return;
  const inits = row.initContainers.filter((each) => each.ended?.exitCode !== 0);
  for (const { name, ended, state, restarts } of [...row.containers, ...inits]) {
    if (!ended?.finishedAt) continue;
    const key = `${row.uid}/${name}/${ended.finishedAt}`;
    if (keeper.done.has(key)) continue;
    remember(keeper.waiting, key, {
      cluster,
      namespace: row.namespace,
      app,
      release: releaseOf(row.labels),
      pod: row.name,
      podUid: row.uid,
      container: name,
      exitCode: ended.exitCode,
      // The container only knows that it was killed.
      reason: isEvicted(row) ? row.reason : ended.reason,
      restarts,
      startedAt: ended.startedAt,
      endedAt: ended.finishedAt,
      present: state === 'terminated',
      tries: keeper.waiting.get(key)?.tries ?? 0,
    });
  }
}

function remember(waiting: Keeper['waiting'], key: string, crash: Crash): void {
  waiting.delete(key);
  if (waiting.size >= MOST_WAITING) waiting.delete(waiting.keys().next().value ?? '');
  waiting.set(key, crash);
}

async function settle(keeper: Keeper, key: string, crash: Crash): Promise<void> {
  try {
    await keep(crash);
  } catch (error) {
    crash.tries += 1;
    if (crash.tries < MOST_TRIES) return;
    log.warn('the last lines of a crash could not be kept', {
      project: crash.namespace,
      pod: crash.pod,
      error,
    });
  }
  keeper.waiting.delete(key);
  if (keeper.done.size >= MOST_WAITING * 5) keeper.done.delete(keeper.done.keys().next().value ?? '');
  keeper.done.add(key);
}

async function keep(crash: Crash): Promise<void> {
  const { podUid, container, pod, release, exitCode, reason, restarts } = crash;
  const endedAt = new Date(crash.endedAt);
  const run = { podUid, container, endedAt };
  if (await db().crashLog.findUnique({ where: { podUid_container_endedAt: run }, select: { id: true } }))
    return;
  const app = await db().app.findFirst({
    where: { name: crash.app, project: { name: crash.namespace, clusterName: crash.cluster } },
    include: { project: true },
  });
  if (!app) return;
  const text = await read(app.project, crash);
  try {
    await db().crashLog.create({
      data: {
        ...run,
        appId: app.id,
        release,
        pod,
        exitCode,
        reason,
        restarts,
        startedAt: crash.startedAt === null ? null : new Date(crash.startedAt),
        text: text.bytes,
        lineCount: text.lines,
        cut: text.cut,
      },
    });
  } catch (error) {
    // Another replica, that led a moment ago.
    if (!isUniqueViolation(error)) throw error;
  }
  await dropOld(app.id);
  touchProject(app.projectId);
}

async function dropOld(appId: string): Promise<void> {
  const old = await db().crashLog.findMany({
    where: { appId },
    orderBy: { endedAt: 'desc' },
    skip: MOST_KEPT,
    select: { id: true },
  });
  if (old.length > 0) await db().crashLog.deleteMany({ where: { id: { in: old.map(({ id }) => id) } } });
}

/** A new run may have begun since the pod was looked at: the lines are those of the present one or of the one before. */
async function read(project: Project, crash: Crash): Promise<LastText> {
  const first = await readRun(project, crash, !crash.present);
  if (first.lines > 0) return first;
  return readRun(project, crash, crash.present).catch(() => first);
}

async function readRun(project: Project, crash: Crash, previous: boolean): Promise<LastText> {
  for (const tailLines of [MOST_LINES, 20]) {
    const bytes = await tail(project, crash, { previous, tailLines });
    if (bytes === null) continue;
    const text = linesOfRun(bytes, crash, MOST_BYTES);
    return { ...text, cut: text.cut || text.lines >= tailLines };
  }
  return { bytes: new Uint8Array(), lines: 0, cut: true };
}

/**
 * The end of the log, or null when it is too much. The console itself may read no log: it speaks as a name of its own
 * that has the right to logs in this one project.
 */
async function tail(
  project: Project,
  crash: Crash,
  which: { previous: boolean; tailLines: number },
): Promise<Buffer | null> {
  const client = asUser(project.clusterName, {
    user: kubeUser('crash-keeper'),
    groups: [logsGroup(project.name)],
  });
  const stream = await client.logs(project.name, crash.pod, {
    ...which,
    container: crash.container,
    timestamps: true,
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk as Uint8Array);
    size += bytes.length;
    if (size > MOST_READ) return null;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

import { listAppEvents as events, listAppPods as appPods } from '@/lib/contract/apps';
import type { Project } from '@/lib/db';
import { APP_LABEL, mayHoldShell, podEnd, podState, podStatus } from '@/lib/domain/app';
import { Problem } from '@/lib/domain/problem';
import { formatCpu, formatMemory, sumQuantities } from '@/lib/domain/quantity';
import { podUsage, type EventRow, type PodRow, type PodUsage } from '@/lib/kube';
import { debugView } from '@/lib/services/debug';
import { projectOf, useCase } from '@/lib/services/kernel';
import type { EventView, PodView } from './live-types';
import { observe, podFacts, type ProjectView } from './observe';
import { findApp } from './rows';

/** How many events a page shows. */
const MOST_EVENTS = 100;

/** Pods of an app with current usage. */
export const listAppPods = useCase(appPods, {
  run: async (context, { params }) => {
    const project = projectOf(context);
    const { app } = await findApp(project, params.app);
    const view = requireKnown(project, await observe(project));
    return { items: await podViews(project, view.of(app.name).pods) };
  },
});

/** Events of an app and its pods, newest first. */
export const listAppEvents = useCase(events, {
  run: async (context, { params }) => {
    const project = projectOf(context);
    const { app } = await findApp(project, params.app);
    const view = requireKnown(project, await observe(project));
    return { items: eventViews(view.of(app.name).events) };
  },
});

/** Pods as the API shows them, with what they use now. */
export async function podViews(
  project: Pick<Project, 'name' | 'clusterName'>,
  pods: PodRow[],
): Promise<PodView[]> {
  const usage = pods.length === 0 ? [] : await podUsage(project.clusterName, project.name).catch(() => []);
  const byName = new Map(usage.map((each) => [each.name, each]));
  return pods.map((pod) => podView(pod, byName.get(pod.name)));
}

function podView(pod: PodRow, usage: PodUsage | undefined): PodView {
  const facts = podFacts(pod);
  const status = podStatus(facts);
  return {
    name: pod.name,
    app: pod.labels[APP_LABEL] ?? null,
    phase: pod.phase,
    status,
    state: podState(status, pod.ready),
    message: podEnd(facts),
    ran: mayHoldShell(facts),
    ready: pod.ready && !pod.deleting,
    restarts: pod.containers.reduce((sum, container) => sum + container.restarts, 0),
    node: pod.node,
    ip: pod.ip,
    release: facts.release,
    startedAt: pod.startedAt,
    containers: pod.containers.map((container) => ({
      name: container.name,
      image: container.image,
      ready: container.ready,
      restarts: container.restarts,
      state: container.state,
      reason: container.reason,
      exitCode: container.state === 'terminated' ? (container.ended?.exitCode ?? null) : null,
      lastReason: container.ended?.reason ?? null,
      lastExitCode: container.ended?.exitCode ?? null,
    })),
    debug: pod.ephemeralContainers.map(debugView),
    cpu: usage ? formatCpu(sumQuantities(usage.containers.map((each) => each.cpu))) : null,
    memory: usage ? formatMemory(sumQuantities(usage.containers.map((each) => each.memory))) : null,
  };
}

/** Events as the API and the live view show them. */
export function eventViews(events: readonly EventRow[]): EventView[] {
  return events.slice(0, MOST_EVENTS).map(eventView);
}

function eventView(event: EventRow): EventView {
  return {
    type: event.type,
    reason: event.reason,
    message: event.message,
    object: `${event.kind}/${event.object}`,
    count: event.count,
    at: event.at,
  };
}

function requireKnown(project: Pick<Project, 'clusterName'>, view: ProjectView): ProjectView {
  if (view.known) return view;
  throw new Problem('cluster.unreachable', { cluster: project.clusterName, detail: 'no answer yet' });
}

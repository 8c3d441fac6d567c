import { POD_SORTS, type PodSort } from '@/lib/contract/pods';
import type { PodRow } from '@/lib/contract/live';
import { APP_LABEL, mayHoldShell, podEnd, podState, podStatus } from '@/lib/domain/app';
import type { Compare } from '@/lib/domain/live';
import { formatCpu, formatMemory, sumQuantities } from '@/lib/domain/quantity';
import type { PodRow as Cached, PodUsage } from '@/lib/kube';
import { podFacts } from '@/lib/services/apps';

/** A pod as lists show it, with what it is sorted by. */
export interface PodEntry {
  row: PodRow;
  /** The present use as numbers; -1 where it is not known. */
  cpu: number;
  memory: number;
  started: number;
  /** What a search looks at. */
  text: string;
}

// A cached row never changes: what is derived from it is derived once, whoever asks.
const derived = new WeakMap<Cached, PodEntry>();

/** The entry of a cached pod, with its use where that is known. */
export function entryOf(pod: Cached, usage: PodUsage | undefined): PodEntry {
  const known = derived.get(pod) ?? derive(pod);
  derived.set(pod, known);
  return usage ? withUsage(known, usage) : known;
}

function derive(pod: Cached): PodEntry {
  const facts = podFacts(pod);
  const status = podStatus(facts);
  return {
    row: {
      name: pod.name,
      app: pod.labels[APP_LABEL] ?? null,
      status,
      state: podState(status, pod.ready),
      message: podEnd(facts),
      restarts: pod.containers.reduce((sum, container) => sum + container.restarts, 0),
      release: facts.release,
      node: pod.node,
      startedAt: pod.startedAt,
      container: pod.containers[0]?.name ?? '',
      ran: mayHoldShell(facts),
      cpu: null,
      memory: null,
    },
    cpu: -1,
    memory: -1,
    started: pod.startedAt === null ? 0 : Date.parse(pod.startedAt),
    text: [pod.name, pod.labels[APP_LABEL], pod.node].join('\n').toLowerCase(),
  };
}

function withUsage(entry: PodEntry, { containers }: PodUsage): PodEntry {
  const cpu = sumQuantities(containers.map((each) => each.cpu));
  const memory = sumQuantities(containers.map((each) => each.memory));
  return {
    ...entry,
    row: { ...entry.row, cpu: formatCpu(cpu), memory: formatMemory(memory) },
    cpu: Number(cpu),
    memory: Number(memory),
  };
}

const byName: Compare<PodEntry> = (a, b) => compare(a.row.name, b.row.name);

function compare<T extends string | number>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** What needs somebody comes first. */
const STATE_ORDER = { failing: 0, unready: 1, terminating: 2, ready: 3, completed: 4 };

const VALUES: Record<PodSort, (entry: PodEntry) => string | number> = {
  name: ({ row }) => row.name,
  app: ({ row }) => row.app ?? '',
  state: ({ row }) => STATE_ORDER[row.state],
  restarts: ({ row }) => row.restarts,
  started: ({ started }) => started,
  node: ({ row }) => row.node ?? '',
  cpu: ({ cpu }) => cpu,
  memory: ({ memory }) => memory,
};

/** Where a pod stands in an order: what is alike stands by name. */
export function placeOf(entry: PodEntry, sort: string): { value: string | number; name: string } {
  const value = VALUES[sort.replace('-', '') as PodSort];
  return { value: value(entry), name: entry.row.name };
}

/** Every order that there is, made once: tables keep an order by its function. */
export const ORDERS: Record<string, Compare<PodEntry>> = Object.fromEntries(
  POD_SORTS.flatMap((sort) => {
    const value = VALUES[sort];
    const rising: Compare<PodEntry> = (a, b) => compare(value(a), value(b)) || byName(a, b);
    const falling: Compare<PodEntry> = (a, b) => compare(value(b), value(a)) || byName(a, b);
    return [
      [sort, rising],
      [`-${sort}`, falling],
    ];
  }),
);

/** Which pods are asked for. */
export interface Selection {
  search?: string | undefined;
  app?: string | undefined;
  state?: PodRow['state'] | undefined;
}

/** Whether a pod fits search and app; its state is judged apart, since pages count by it. */
export function fitsSearch({ search, app }: Selection): (entry: PodEntry) => boolean {
  const wanted = search?.toLowerCase() ?? '';
  return ({ row, text }) =>
    (app === undefined || row.app === app) && (wanted === '' || text.includes(wanted));
}

import { formatCount, formatCpu, formatMemory, quantityOrZero, type Quantity } from '../../quantity';
import type { AppSpec } from '../spec';
import type { Finding } from './finding';

/** One ResourceQuota as the cluster reports it. */
export interface QuotaFacts {
  name: string;
  hard: Record<string, string>;
  used: Record<string, string>;
}

/** What an app's pods take: the spec with a number of pods; before a change the pods that exist, not those wished for. */
export interface Load {
  resources: AppSpec['resources'];
  pods: number;
}

interface QuotaLine {
  used: string;
  added: string;
  hard: string | null;
}

export interface QuotaAnswer {
  cpu: QuotaLine;
  memory: QuotaLine;
  pods: QuotaLine;
}

type Measure = (resources: AppSpec['resources']) => Quantity;
interface Counted {
  field: string;
  of: Measure;
  format: (value: Quantity) => string;
}

const CPU_REQUEST: Counted = counted('resources.cpuRequest', (r) => r.cpuRequest, formatCpu);
const MEMORY_REQUEST: Counted = counted('resources.memoryRequest', (r) => r.memoryRequest, formatMemory);
const PODS: Counted = { field: 'replicas', of: () => quantityOrZero('1'), format: formatCount };

/** The quota resources that pods take from. */
const COUNTED: Record<string, Counted> = {
  'requests.cpu': CPU_REQUEST,
  cpu: CPU_REQUEST,
  'limits.cpu': counted('resources.cpuLimit', (r) => r.cpuLimit, formatCpu),
  'requests.memory': MEMORY_REQUEST,
  memory: MEMORY_REQUEST,
  'limits.memory': counted('resources.memoryLimit', (r) => r.memoryLimit, formatMemory),
  pods: PODS,
  'count/pods': PODS,
};

function counted(
  field: string,
  pick: (r: AppSpec['resources']) => string,
  format: Counted['format'],
): Counted {
  return { field, of: (resources) => quantityOrZero(pick(resources)), format };
}

/**
 * The most that a rollout takes beyond what runs now, in one resource: pods are replaced one by one with one more than
 * wanted (maxSurge 1, maxUnavailable 0), so at its height there are as many of the old as are wanted and one new, or
 * one old and all of the new. What is more than wanted goes before a new one comes. A first release has no old pods and
 * no surge.
 */
function peakAdded(measure: Measure, before: Load | null, after: Load): Quantity {
  const next = measure(after.resources) * BigInt(after.pods);
  if (!before || before.pods === 0 || after.pods === 0) return next - current(measure, before);
  const old = measure(before.resources);
  const one = measure(after.resources);
  const heights = [old * BigInt(Math.min(before.pods, after.pods)) + one, old + next];
  const height = heights.reduce((a, b) => (a > b ? a : b));
  return height - current(measure, before);
}

function current(measure: Measure, load: Load | null): Quantity {
  return load ? measure(load.resources) * BigInt(load.pods) : 0n;
}

/** A resource of a quota that a rollout would exceed. */
interface Excess {
  quota: QuotaFacts;
  resource: string;
  rule: Counted;
  added: Quantity;
}

/**
 * What the quotas say to a rollout: a finding for each resource that it would exceed, with how many pods would fit
 * (`fits`) when some would.
 */
export function quotaFindings(quotas: readonly QuotaFacts[], before: Load | null, after: Load): Finding[] {
  const excesses = excessesOf(quotas, before, after);
  if (excesses.length === 0) return [];
  const isUpdate = before !== null && before.pods > 0;
  const fits = mostPods(quotas, before, after);
  const room: Record<string, string> = fits > 0 ? { fits: String(fits), wanted: String(after.pods) } : {};
  return excesses.map((excess) => exceeded(excess, isUpdate, room));
}

function excessesOf(quotas: readonly QuotaFacts[], before: Load | null, after: Load): Excess[] {
  return quotas.flatMap((quota) =>
    Object.entries(quota.hard).flatMap(([resource, hard]) => {
      const rule = COUNTED[resource];
      if (!rule) return [];
      const added = peakAdded(rule.of, before, after);
      const used = quantityOrZero(quota.used[resource]);
      return added <= 0n || used + added <= quantityOrZero(hard) ? [] : [{ quota, resource, rule, added }];
    }),
  );
}

/** The most pods, fewer than wanted, that all quotas let be rolled out; 0 when not even one. More pods take more. */
function mostPods(quotas: readonly QuotaFacts[], before: Load | null, after: Load): number {
  let fitting = 0;
  let tooMany = after.pods;
  while (tooMany - fitting > 1) {
    const pods = Math.floor((fitting + tooMany) / 2);
    if (excessesOf(quotas, before, { ...after, pods }).length === 0) fitting = pods;
    else tooMany = pods;
  }
  return fitting;
}

function exceeded(
  { quota, resource, rule, added }: Excess,
  isUpdate: boolean,
  room: Record<string, string>,
): Finding {
  const params = {
    resource,
    quota: quota.name,
    used: quota.used[resource] ?? '0',
    hard: quota.hard[resource] ?? '0',
    added: rule.format(added),
    rolling: String(isUpdate),
    ...room,
  };
  const during = isUpdate ? ' while pods are replaced' : '';
  return {
    severity: 'error',
    kind: 'quota',
    message: `The quota allows ${params.hard} of ${resource}; ${params.used} is used and this needs ${params.added} more${during}.${roomText(room)}`,
    params,
    field: rule.field,
  };
}

function roomText({ fits, wanted }: Record<string, string>): string {
  return fits === undefined ? '' : ` ${fits} of ${wanted} pods fit.`;
}

/** Used, added and allowed of CPU, memory and pods; of limits where the quota counts them, else of requests. */
export function quotaAnswer(quotas: readonly QuotaFacts[], before: Load | null, after: Load): QuotaAnswer {
  const line = (names: string[]): QuotaLine => {
    const found = names.flatMap((name) =>
      quotas.filter((quota) => name in quota.hard).map((quota) => ({ name, quota })),
    );
    const name = found[0]?.name ?? names.at(-1) ?? '';
    const rule = COUNTED[name] ?? PODS;
    const added = peakAdded(rule.of, before, after);
    return {
      used: found[0]?.quota.used[name] ?? rule.format(current(rule.of, before)),
      added: rule.format(added < 0n ? 0n : added),
      hard: found[0]?.quota.hard[name] ?? null,
    };
  };
  return {
    cpu: line(['limits.cpu', 'requests.cpu', 'cpu']),
    memory: line(['limits.memory', 'requests.memory', 'memory']),
    pods: line(['pods', 'count/pods']),
  };
}

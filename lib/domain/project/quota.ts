import { z } from 'zod';
import { compareQuantities, formatCpu, formatMemory, quantityOrZero } from '../quantity';

const cpu = z
  .string()
  .max(30)
  .regex(/^(\d+m|\d+(\.\d{1,3})?)$/, 'Use cores or millicores, e.g. 4 or 500m.')
  .refine((text) => quantityOrZero(text) > 0n, 'Must be more than 0.')
  .meta({ description: 'CPU in cores', example: '4' });

/** Less than this is a slip (`80` for `80Gi`), not a wish. */
export const LEAST_MEMORY = '16Mi';

const memory = z
  .string()
  .max(30)
  .regex(/^\d+(\.\d+)?(Ki|Mi|Gi|Ti|Pi|k|M|G|T|P)$/, 'Use a number with a unit, e.g. 512Mi or 8Gi.')
  .refine((text) => compareQuantities(text, LEAST_MEMORY) >= 0, `Must be at least ${LEAST_MEMORY}.`)
  .meta({ description: `Bytes with a unit, at least ${LEAST_MEMORY}`, example: '8Gi' });

/** What was taken before units were asked for stands until somebody changes it. */
const storedMemory = z.string().refine((text) => quantityOrZero(text) > 0n);

/** A CPU or memory amount that caps a tenant. */
export const cpuCapSchema = cpu;
export const memoryCapSchema = memory;

/** What a project may use at most. CPU and memory bound both the requests and the limits of all pods together. */
export const quotaSchema = z.strictObject({
  cpu,
  memory,
  pods: z.number().int().min(1).max(100_000),
  volumes: z.number().int().min(0).max(10_000),
  storage: memory,
});
export type Quota = z.output<typeof quotaSchema>;

/** A quota as it is stored and answered. */
export const storedQuotaSchema = quotaSchema.extend({ memory: storedMemory, storage: storedMemory });

export const DEFAULT_QUOTA: Quota = { cpu: '4', memory: '8Gi', pods: 50, volumes: 20, storage: '100Gi' };

/** A quota as it was stored: what an older version did not know gets its default. */
export function readQuota(stored: unknown): Quota {
  const parts = stored !== null && typeof stored === 'object' ? stored : {};
  const known = storedQuotaSchema.safeParse({ ...DEFAULT_QUOTA, ...parts });
  return known.success ? known.data : DEFAULT_QUOTA;
}

/** The keys of a ResourceQuota that Berth sets, by the part of the quota that they bound. */
const QUOTA_KEYS = {
  cpu: ['requests.cpu', 'limits.cpu'],
  memory: ['requests.memory', 'limits.memory'],
  pods: ['pods'],
  volumes: ['persistentvolumeclaims'],
  storage: ['requests.storage'],
} as const satisfies Record<keyof Quota, readonly string[]>;

/** A quota as `spec.hard` of a ResourceQuota. Ports on nodes go around the project's isolation, so there are none. */
export function quotaHard(quota: Quota): Record<string, string> {
  const hard: Record<string, string> = {};
  for (const [part, keys] of Object.entries(QUOTA_KEYS)) {
    for (const key of keys) hard[key] = String(quota[part as keyof Quota]);
  }
  return { ...hard, 'services.nodeports': '0', 'services.loadbalancers': '0' };
}

/** One part of a quota with today's use of it. */
export interface QuotaUse {
  resource: keyof Quota;
  used: string;
  hard: string;
}

/** Today's use by part; of requests and limits the one that is nearer to its end. */
export function quotaUse(quota: Quota, used: Record<string, string>): QuotaUse[] {
  return Object.entries(QUOTA_KEYS).map(([part, keys]) => {
    const most = keys
      .map((key) => used[key] ?? '0')
      .reduce((left, right) => (compareQuantities(left, right) < 0 ? right : left));
    return { resource: part as keyof Quota, used: most, hard: String(quota[part as keyof Quota]) };
  });
}

/** The parts of a quota that today's use exceeds. */
export function exceededBy(quota: Quota, used: Record<string, string>): QuotaUse[] {
  return quotaUse(quota, used).filter((part) => compareQuantities(part.used, part.hard) > 0);
}

/** The caps of a tenant; null is no cap. */
export interface TenantCaps {
  cpu: string | null;
  memory: string | null;
}

/** What a cap leaves after the quotas that are given out already; null without a cap. */
function capLeft(cap: string | null, given: readonly string[]): bigint | null {
  if (cap === null) return null;
  const left = given.reduce((rest, text) => rest - quantityOrZero(text), quantityOrZero(cap));
  return left > 0n ? left : 0n;
}

/** The part of a tenant's cap that a quota would break: what is left for it, and what was asked. */
export interface CapBreach {
  resource: 'cpu' | 'memory';
  left: string;
  asked: string;
}

/** The first cap that `quota` breaks beside the tenant's other quotas, or null. */
export function capBreach(
  caps: TenantCaps,
  others: readonly Pick<Quota, 'cpu' | 'memory'>[],
  quota: Pick<Quota, 'cpu' | 'memory'>,
): CapBreach | null {
  for (const resource of ['cpu', 'memory'] as const) {
    const left = capLeft(
      caps[resource],
      others.map((other) => other[resource]),
    );
    if (left === null || quantityOrZero(quota[resource]) <= left) continue;
    const format = resource === 'cpu' ? formatCpu : formatMemory;
    return { resource, left: format(left), asked: quota[resource] };
  }
  return null;
}

// Less than this is no use to anybody: not even one app with the defaults of a container.
const LEAST = { cpu: '500m', memory: '256Mi' } as const;
// So much a new project may take even where it is more than half of what is left.
const SMALL = { cpu: '1', memory: '1Gi' } as const;
const STEP = { cpu: '100m', memory: '64Mi' } as const;

/**
 * The quota of a new project that named none: the default, or, where the tenant's caps are narrow, half of what they
 * leave, so that the first project does not take what the next ones need.
 */
export function defaultQuotaWithin(
  caps: TenantCaps,
  others: readonly Pick<Quota, 'cpu' | 'memory'>[],
): Quota {
  const fit = (resource: 'cpu' | 'memory') => {
    const left = capLeft(
      caps[resource],
      others.map((other) => other[resource]),
    );
    const standard = quantityOrZero(DEFAULT_QUOTA[resource]);
    if (left === null || left >= standard * 2n) return DEFAULT_QUOTA[resource];
    const small = quantityOrZero(SMALL[resource]);
    const least = quantityOrZero(LEAST[resource]);
    const step = quantityOrZero(STEP[resource]);
    const share = left / 2n > small ? left / 2n : left < small ? left : small;
    const fitting = share < least ? least : (share / step) * step;
    return resource === 'cpu' ? formatCpu(fitting) : formatMemory(fitting);
  };
  return { ...DEFAULT_QUOTA, cpu: fit('cpu'), memory: fit('memory') };
}

/** What a tenant's caps leave; null without a cap. */
export function capsLeft(
  caps: TenantCaps,
  others: readonly Pick<Quota, 'cpu' | 'memory'>[],
): { cpu: string | null; memory: string | null } {
  const left = (resource: 'cpu' | 'memory') =>
    capLeft(
      caps[resource],
      others.map((other) => other[resource]),
    );
  const [cpuLeft, memoryLeft] = [left('cpu'), left('memory')];
  return {
    cpu: cpuLeft === null ? null : formatCpu(cpuLeft),
    memory: memoryLeft === null ? null : formatMemory(memoryLeft),
  };
}

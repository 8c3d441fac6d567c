import { cpuSchema, memorySchema } from '@/lib/domain/app';
import { bytesOf, displayCpu, formatMemory, millicoresOf, quantityOrZero } from '@/lib/domain/quantity';

export type Resource = 'cpu' | 'memory';

const MIB = 1024 * 1024;

/** What somebody typed, in millicores or MiB; null when it is no such amount. */
export function readAmount(resource: Resource, text: string): number | null {
  const typed = text.replace(/\s+/g, '');
  const amount = resource === 'cpu' ? readCpu(typed) : readMemory(typed);
  return amount !== null && amount > 0 && Number.isSafeInteger(amount) ? amount : null;
}

function readCpu(typed: string): number | null {
  return cpuSchema.safeParse(typed).success ? Number(millicoresOf(typed)) : null;
}

function readMemory(typed: string): number | null {
  const quantity = typed.replace(/([kmgt])i$/i, (_, letter: string) => `${letter.toUpperCase()}i`);
  // To Kubernetes a bare number is bytes; who types 256 means something else.
  if (/^\d+(\.\d*)?$/.test(quantity) || !memorySchema.safeParse(quantity).success) return null;
  return Math.ceil(Number(bytesOf(quantity)) / MIB);
}

/** An amount as it can be typed again. */
export function writeAmount(resource: Resource, amount: number): string {
  return resource === 'cpu' ? displayCpu(`${amount}m`) : formatMemory(quantityOrZero(`${amount}Mi`));
}

/**
 * A Kubernetes quantity as a whole number of billionths: the finest that Kubernetes keeps. A bigint, so that no
 * amount of memory is rounded.
 */
export type Quantity = bigint;

const ONE = 1_000_000_000n;
const MILLI = 1_000_000n;

const SUFFIXES: Record<string, bigint> = {
  n: 1n,
  u: 1000n,
  m: MILLI,
  '': ONE,
  k: ONE * 1000n,
  M: ONE * 1000n ** 2n,
  G: ONE * 1000n ** 3n,
  T: ONE * 1000n ** 4n,
  P: ONE * 1000n ** 5n,
  E: ONE * 1000n ** 6n,
  Ki: ONE * 1024n,
  Mi: ONE * 1024n ** 2n,
  Gi: ONE * 1024n ** 3n,
  Ti: ONE * 1024n ** 4n,
  Pi: ONE * 1024n ** 5n,
  Ei: ONE * 1024n ** 6n,
};

const FORM = /^([+-]?)(\d{0,30})(?:\.(\d{0,30}))?(?:([eE])([+-]?\d{1,2})|([numkMGTPE]|[KMGTPE]i))?$/;

/** Reads a quantity as Kubernetes does (`100m`, `0.5`, `1e3`, `1.5Gi`), rounding up below a billionth; null when it is none. */
export function parseQuantity(text: string): Quantity | null {
  const match = FORM.exec(text.trim());
  if (!match) return null;
  const [, sign = '', whole = '', fraction = '', exponentMark, exponent = '0', suffix = ''] = match;
  if (whole === '' && fraction === '') return null;
  const unit = SUFFIXES[suffix];
  if (unit === undefined) return null;
  let numerator = BigInt(whole + fraction || '0') * unit;
  let denominator = 10n ** BigInt(fraction.length);
  const power = exponentMark ? Number(exponent) : 0;
  if (power >= 0) numerator *= 10n ** BigInt(power);
  else denominator *= 10n ** BigInt(-power);
  const value = divideUp(numerator, denominator);
  return sign === '-' ? -value : value;
}

/** As `parseQuantity`, 0 for what is absent or no quantity. */
export function quantityOrZero(text: string | null | undefined): Quantity {
  return (text === null || text === undefined ? null : parseQuantity(text)) ?? 0n;
}

/** -1, 0 or 1, as `a` is less than, equal to, or more than `b`. */
export function compareQuantities(a: string, b: string): -1 | 0 | 1 {
  const [left, right] = [quantityOrZero(a), quantityOrZero(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The sum of quantities, absent ones counted as 0. */
export function sumQuantities(texts: readonly (string | null | undefined)[]): Quantity {
  return texts.reduce<Quantity>((sum, text) => sum + quantityOrZero(text), 0n);
}

/** A CPU amount in whole millicores, rounded up. */
export function millicoresOf(text: string): bigint {
  return divideUp(quantityOrZero(text), MILLI);
}

/** A memory amount in whole bytes, rounded up. */
export function bytesOf(text: string): bigint {
  return divideUp(quantityOrZero(text), ONE);
}

/** What share of `hard` is `used`, as a plain number (1 = all); 0 when `hard` is 0. */
export function shareOf(used: string, hard: string): number {
  const whole = quantityOrZero(hard);
  if (whole <= 0n) return 0;
  return Number((quantityOrZero(used) * 1_000_000n) / whole) / 1_000_000;
}

/** A CPU amount as Kubernetes writes it: `2`, `500m`. */
export function formatCpu(value: Quantity): string {
  const millis = divideUp(value, MILLI);
  return millis % 1000n === 0n ? String(millis / 1000n) : `${millis}m`;
}

/** A memory amount as Kubernetes writes it, exactly: with the largest binary suffix that leaves a whole number. */
export function formatMemory(value: Quantity): string {
  const bytes = divideUp(value, ONE);
  if (bytes === 0n) return '0';
  for (const suffix of ['Ei', 'Pi', 'Ti', 'Gi', 'Mi', 'Ki']) {
    const unit = (SUFFIXES[suffix] ?? ONE) / ONE;
    if (bytes % unit === 0n) return `${bytes / unit}${suffix}`;
  }
  return String(bytes);
}

/** A count (pods, claims). */
export function formatCount(value: Quantity): string {
  return String(divideUp(value, ONE));
}

/** A memory amount for people: three figures at most and a binary suffix (`1.5 Gi`). */
export function displayMemory(text: string): string {
  const bytes = bytesOf(text);
  const suffixes = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
  let step = 0;
  while (step < suffixes.length - 1 && bytes >= 1024n ** BigInt(step + 1)) step += 1;
  // Three figures: 2.25, 22.5, 225.
  const hundredths = (bytes * 100n) / 1024n ** BigInt(step);
  const unit = hundredths >= 10_000n ? 100n : hundredths >= 1000n ? 10n : 1n;
  const number = String(Number((hundredths / unit) * unit) / 100);
  return suffixes[step] === '' ? `${number} B` : `${number} ${suffixes[step]}`;
}

/** A CPU amount for people, in cores: `0.5`, `2`, `0.015`. */
export function displayCpu(text: string): string {
  return String(Number(millicoresOf(text)) / 1000);
}

function divideUp(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  return numerator > 0n && numerator % denominator !== 0n ? quotient + 1n : quotient;
}

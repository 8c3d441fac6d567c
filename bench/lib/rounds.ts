/** How many pairs to measure: as many as a metric wants, or BERTH_BENCH_PAIRS for a quick look that proves nothing. */
export function rounds(wanted: number): number {
  const asked = Number(process.env['BERTH_BENCH_PAIRS'] ?? wanted);
  if (!Number.isInteger(asked) || asked < 1) throw new Error('BERTH_BENCH_PAIRS must be a whole number');
  return Math.min(wanted, asked);
}

/** How many objects to simulate: as many as a metric wants, or the share BERTH_BENCH_SHARE of them for a quick look. */
export function manyOf(wanted: number): number {
  const share = Number(process.env['BERTH_BENCH_SHARE'] ?? 1);
  if (!(share > 0 && share <= 1)) throw new Error('BERTH_BENCH_SHARE must lie between 0 and 1');
  return Math.ceil(wanted * share);
}

/** How many pairs to measure: as many as a metric wants, or BERTH_BENCH_PAIRS for a quick look that proves nothing. */
export function rounds(wanted: number): number {
  const asked = Number(process.env['BERTH_BENCH_PAIRS'] ?? wanted);
  if (!Number.isInteger(asked) || asked < 1) throw new Error('BERTH_BENCH_PAIRS must be a whole number');
  return Math.min(wanted, asked);
}

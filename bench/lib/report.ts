import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import path from 'node:path';
import type { Result } from './result';

const FOLDER = path.resolve(import.meta.dirname, '..');
const RESULTS = path.join(FOLDER, 'results.json');
const PAGE = path.join(FOLDER, '..', 'docs', 'bench.md');

const shown = (value: number | null): string => {
  if (value === null || Number.isNaN(value)) return '–';
  if (Math.abs(value) >= 100) return value.toFixed(0);
  return value.toPrecision(3);
};

/** The table as it is printed and published. */
export function table(results: readonly Result[]): string {
  const rows = results.map((each) => [
    each.metric,
    `${shown(each.value)} ${each.unit}`,
    each.reference === null ? '–' : `${shown(each.reference)} ${each.unit} (${each.against})`,
    each.ratio === null
      ? '–'
      : `${shown(each.ratio)}${each.interval ? ` [${shown(each.interval[0])}–${shown(each.interval[1])}]` : ''}`,
    each.goal,
    each.met ? 'yes' : 'NO',
    each.note,
  ]);
  const head = ['metric', 'Berth', 'reference', 'ratio [95 %]', 'goal', 'met', 'note'];
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

/** Puts the results of this run beside those of metrics that it did not measure, and writes the page. */
export function publish(results: readonly Result[]): void {
  const kept = earlier().filter((old) => !results.some((each) => each.metric === old.metric));
  const all = [...kept, ...results].sort((a, b) => a.metric.localeCompare(b.metric, 'en', { numeric: true }));
  writeFileSync(RESULTS, `${JSON.stringify({ metrics: all }, null, 2)}\n`);
  const cpu = cpus();
  writeFileSync(
    PAGE,
    `# Bench

Written by \`npm run bench\`. Ratios against a reference in the same run, measured in turns (A B, B A, …); the median of the pairs' ratios with its 95 % bootstrap interval. Cluster, load generator, reference and console share one machine: ${cpu.length} × ${cpu[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB. What misses its goal stands here as missed.

${table(all)}
`,
  );
}

function earlier(): Result[] {
  try {
    return (JSON.parse(readFileSync(RESULTS, 'utf8')) as { metrics: Result[] }).metrics;
  } catch {
    return [];
  }
}

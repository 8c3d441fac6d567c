import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import path from 'node:path';
import { median } from '../lib/stats';
import type { Churn } from './churn';
import { plot, type Line } from './plot';
import type { Sample } from './samples';
import { judge, type Verdict } from './verdict';

const MB = 1_000_000;

/** All that is published of a soak. */
export interface Soak {
  command: string;
  /** What came before is warm-up, in seconds. */
  settled: number;
  samples: readonly Sample[];
  churn: Churn;
}

/** Writes soak.json, soak.svg and soak.md into a folder; answers the table. */
export function publish(soak: Soak, folder: string): string {
  const { command, settled, samples, churn } = soak;
  const verdicts = judge(samples, settled);
  const minutes = (samples.at(-1)?.seconds ?? 0) / 60;
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB`;
  const { failures, failed } = churn;
  const write = (name: string, text: string) => writeFileSync(path.join(folder, name), text);
  const head = JSON.stringify({ command, machine, settled, verdicts, failures, failed }, null, 2);
  const lines = samples.map((sample) => JSON.stringify(sample)).join(',\n    ');
  write('soak.json', `${head.slice(0, -2)},\n  "samples": [\n    ${lines}\n  ]\n}\n`);
  write('soak.svg', drawing(samples, minutes, settled / 60));
  const table = tableOf(verdicts);
  write('soak.md', page({ ...soak, machine, minutes, table }));
  return table;
}

function drawing(samples: readonly Sample[], minutes: number, settled: number): string {
  const line = (name: string, of: (sample: Sample) => number): Line => ({
    name,
    points: samples.map((sample) => [sample.seconds / 60, of(sample)]),
  });
  return plot(
    [
      {
        title: 'Memory, MB',
        lines: [
          line('resident', ({ resident }) => resident / MB),
          line('heap after a collection', ({ heap }) => heap / MB),
          line('buffers, native objects', ({ external }) => external / MB),
        ],
      },
      {
        title: 'Held open',
        lines: [
          line('descriptors', ({ descriptors }) => descriptors),
          line('connections to the cluster', ({ connections }) => connections),
          line('log streams of the cluster', ({ logStreams }) => logStreams),
        ],
      },
      {
        title: 'TLS handshakes so far, beside what was done',
        lines: [
          line('calls, watches, logs', ({ handshakes }) => handshakes.kept),
          line('shells', ({ handshakes }) => handshakes.shells),
          line('visits', ({ done }) => done.cycles),
        ],
      },
      {
        title: 'What the cluster holds: rows in the console’s cache',
        lines: [line('events', ({ events }) => events)],
      },
      {
        title: 'Delay of the event loop, ms',
        lines: [line('longest', ({ delay }) => delay.most), line('p99', ({ delay }) => delay.p99)],
      },
    ],
    minutes,
    settled,
  );
}

const shown = (value: number) => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(1));

function tableOf(verdicts: readonly Verdict[]): string {
  const rows = verdicts.map(({ what, unit, first, last, slope, interval, most, word }) => {
    const with_ = (value: number) => `${shown(value)}${unit && ` ${unit}`}`;
    return [
      what,
      with_(first),
      with_(last),
      `${shown(slope)} [${shown(interval[0])} to ${shown(interval[1])}]`,
      `≤ ${most}`,
      word,
    ];
  });
  const head = ['', 'first minute', 'last minute', 'rise in an hour [95 %]', 'may', ''];
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function page(soak: Soak & { machine: string; minutes: number; table: string }): string {
  const { command, settled, samples, churn, machine, minutes, table } = soak;
  const { done } = churn;
  const counted = samples.filter(({ seconds }) => seconds >= settled);
  const p99 = median(counted.map(({ delay }) => delay.p99));
  const longest = Math.max(...counted.map(({ delay }) => delay.most));
  const shells = samples.at(-1)?.handshakes.shells ?? NaN;
  return `# Soak

Written by \`${command}\`: ${minutes.toFixed(0)} minutes on ${machine}, which also ran the cluster and those who visited.

A console of its own on the local cluster is visited without a pause: calls of the API, a log that is followed and left, a shell that is opened and ended, a page of six live views; every other visitor breaks off instead of taking leave. Beside that apps are deployed, looked at while they come, scaled, read, entered and removed. Done: ${done.cycles} visits with ${done.calls} calls, ${done.logs} logs, ${done.shells} shells and ${done.pages} pages; ${done.apps} apps came and went. ${failuresOf(churn)}

![Memory, what is held open, handshakes and the delay of the event loop over time](soak.svg)

${table}

**What flat means.** The first quarter (grey) is warm-up: caches, pools and the log's memory fill, code is compiled. Of the rest each minute counts once, by the median of its samples. The rise is the median of the slopes of all pairs of minutes (Theil–Sen), its interval a bootstrap of the minutes. *Flat*: the whole interval lies below what it may rise by; *rises*: all of it above; *undecided*: the run was too short or too noisy to tell. Before each look at the heap all garbage is collected, by the inspector of the process. An event of the cluster is a row in the console's cache for the hour that the cluster keeps it: those of the soak's own project are removed with each app, those of others are drawn. Descriptors are the kernel's count; connections to the cluster are counted by a proxy between.

Each shell has a connection and a handshake of its own, and one that breaks off a second one, by which what it left running is hung up: ${shells} for ${done.shells} shells.

The event loop was late by ${p99.toFixed(0)} ms at p99 (median of the samples) and by ${longest.toFixed(0)} ms at most.

The short form runs with the integration tests ([bench/soak](../bench/soak/soak.integration.test.ts)): about a hundred visits, after which descriptors, streams and connections are back where they were and the heap has not grown with the visits.
`;
}

function failuresOf({ failures, failed }: Churn): string {
  if (failures === 0) return 'None of it failed.';
  return `Failed: ${failures}, first of them: ${failed[0] ?? ''}.`;
}

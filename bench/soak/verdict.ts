import { median, trend, type Point } from '../lib/stats';
import type { Sample } from './samples';

/** Whether something stayed as it was, with what it rests on. */
export interface Verdict {
  what: string;
  unit: string;
  /** Its median in the first and in the last of the minutes that count. */
  first: number;
  last: number;
  /** By the hour, with the interval that holds 95 %. */
  slope: number;
  interval: [number, number];
  /** It may rise by no more in an hour. */
  most: number;
  /** Undecided: the interval reaches over what it may rise by. */
  word: 'flat' | 'rises' | 'undecided';
}

const MB = 1_000_000;

interface Watched {
  what: string;
  unit: string;
  most: number;
  of: (sample: Sample) => number;
}

const WATCHED: Watched[] = [
  { what: 'heap after a collection', unit: 'MB', most: 1, of: ({ heap }) => heap / MB },
  { what: 'buffers and native objects', unit: 'MB', most: 1, of: ({ external }) => external / MB },
  { what: 'resident memory', unit: 'MB', most: 1, of: ({ resident }) => resident / MB },
  { what: 'descriptors', unit: '', most: 6, of: ({ descriptors }) => descriptors },
  { what: 'open connections to the API server', unit: '', most: 6, of: ({ connections }) => connections },
  {
    what: 'TLS handshakes for calls, watches and logs',
    unit: '',
    most: 60,
    of: ({ handshakes }) => handshakes.kept,
  },
];

/** Judges what came after `settled` seconds. Each minute counts once, by its median: samples of one minute are alike. */
export function judge(samples: readonly Sample[], settled: number): Verdict[] {
  const minutes = new Map<number, Sample[]>();
  for (const sample of samples) {
    if (sample.seconds < settled) continue;
    const minute = Math.floor(sample.seconds / 60);
    minutes.set(minute, [...(minutes.get(minute) ?? []), sample]);
  }
  return WATCHED.map(({ what, unit, most, of }) => {
    const points = [...minutes].map(([minute, all]): Point => [minute / 60, median(all.map(of))]);
    const { slope, interval } = trend(points);
    return {
      what,
      unit,
      first: points[0]?.[1] ?? NaN,
      last: points.at(-1)?.[1] ?? NaN,
      slope,
      interval,
      most,
      word: wordOf(interval, most),
    };
  });
}

function wordOf([low, high]: [number, number], most: number): Verdict['word'] {
  if (high <= most) return 'flat';
  return low > most ? 'rises' : 'undecided';
}

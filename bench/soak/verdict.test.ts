import { expect, it } from 'vitest';
import type { Sample } from './samples';
import { judge } from './verdict';

const sample = (seconds: number, heap: number): Sample => ({
  seconds,
  heap,
  resident: 200e6,
  external: 10e6 + 1e6 * Math.sin(seconds),
  descriptors: 60,
  connections: 20,
  handshakes: { kept: 30 + (2 * seconds) / 60, shells: seconds },
  logStreams: 1,
  events: 100,
  delay: { p99: 20, most: 60 },
  done: { cycles: 0, calls: 0, logs: 0, shells: 0, pages: 0, apps: 0 },
});
const every15 = (heap: (seconds: number) => number) =>
  Array.from({ length: 80 }, (_, at) => sample(at * 15, heap(at * 15)));
const wordsOf = (samples: Sample[]) =>
  Object.fromEntries(judge(samples, 300).map(({ what, word }) => [what, word]));

it('tells what is flat from what rises, and says when it can’t', () => {
  // Up to the fifth minute caches fill.
  const words = wordsOf(every15((seconds) => 80e6 - Math.max(0, 300 - seconds) * 1e5));
  expect(words['heap after a collection']).toBe('flat');
  expect(words['descriptors']).toBe('flat');
  expect(words['TLS handshakes for calls, watches and logs']).toBe('rises');
  expect(words['buffers and native objects']).toBe('undecided');
});

it('finds a leak of a kilobyte for each of thirty visits a second', () => {
  const leaky = judge(
    every15((seconds) => 80e6 + seconds * 30_000 + 1e6 * Math.sin(seconds)),
    300,
  );
  expect(leaky[0]).toMatchObject({ what: 'heap after a collection', word: 'rises' });
  expect(leaky[0]?.slope).toBeGreaterThan(90);
});

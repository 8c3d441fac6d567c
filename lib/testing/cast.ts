import { expect } from 'vitest';
import { z } from 'zod';

/** asciicast v2 as its specification has it, and nothing beside it. */
const headerSchema = z.strictObject({
  version: z.literal(2),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  timestamp: z.number().int(),
  title: z.string(),
  env: z.record(z.string(), z.string()),
});
const eventSchema = z.union([
  z.tuple([z.number().min(0), z.literal('o'), z.string().min(1)]),
  z.tuple([z.number().min(0), z.literal('r'), z.string().regex(/^\d+x\d+$/)]),
]);

/** Reads a recording strictly: a line that the format does not know fails the test. */
export function parseCast(text: string) {
  const [first, ...rest] = text.split('\n');
  expect(rest.pop(), 'the last line ends').toBe('');
  const events = rest.map((line) => eventSchema.parse(JSON.parse(line)));
  const times = events.map(([at]) => at);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  return {
    text,
    header: headerSchema.parse(JSON.parse(first ?? '')),
    events,
    output: events.map(([, code, data]) => (code === 'o' ? data : '')).join(''),
  };
}

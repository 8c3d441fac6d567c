import { describe, expect, it } from 'vitest';
import { repeat } from './runner';

describe('repeat', () => {
  it('comes again after a failure, never twice at once, and stops by its signal', async () => {
    const end = new AbortController();
    let running = 0;
    let runs = 0;
    await repeat(
      {
        name: 'test',
        everySeconds: 0.001,
        run: async () => {
          running += 1;
          expect(running).toBe(1);
          await Promise.resolve();
          running -= 1;
          runs += 1;
          if (runs === 3) end.abort();
          if (runs === 1) throw new Error('the first one fails');
        },
      },
      end.signal,
    );
    expect(runs).toBe(3);
  });

  it('wakes from its pause when the signal is given', async () => {
    const end = new AbortController();
    const done = repeat({ name: 'test', everySeconds: 3600, run: async () => undefined }, end.signal);
    setImmediate(() => end.abort());
    await expect(done).resolves.toBeUndefined();
  });
});

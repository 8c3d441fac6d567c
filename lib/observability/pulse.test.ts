import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Pulse } from './pulse';

const never = () => new Promise<void>(() => undefined);
const answers = async () => undefined;
const refuses = async () => {
  throw Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A pulse whose probe is what `probe.current` says, with everything that its listener heard. */
function listened() {
  const probe = { current: answers as (signal: AbortSignal) => Promise<void>, asked: 0 };
  const pulse = new Pulse('test', async (signal) => {
    probe.asked += 1;
    return probe.current(signal);
  });
  const heard: string[] = [];
  const end = pulse.subscribe(({ state }) => heard.push(state));
  return { probe, pulse, heard, end };
}

describe('Pulse', () => {
  it('asks nobody before somebody listens, nor afterwards', async () => {
    const { probe, pulse, end } = listened();
    await vi.advanceTimersByTimeAsync(5000);
    expect(pulse.get().state).toBe('up');
    end();
    await vi.advanceTimersByTimeAsync(3000);
    const { asked } = probe;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(probe.asked).toBe(asked);
    expect(pulse.get().state).toBe('unknown');
  });

  it('says within two seconds that nothing answers any more, and since when', async () => {
    const { probe, pulse, heard } = listened();
    await vi.advanceTimersByTimeAsync(3000);
    const before = Date.now();
    probe.current = never;
    await vi.advanceTimersByTimeAsync(2000);
    expect(heard).toEqual(['up', 'down']);
    const state = pulse.get();
    expect(state.state === 'down' && state.since <= before && state.since > before - 1000).toBe(true);
    probe.current = answers;
    await vi.advanceTimersByTimeAsync(2000);
    expect(heard).toEqual(['up', 'down', 'up']);
  });

  it('tells a refused connection from one that is only lost', async () => {
    const { probe, pulse } = listened();
    await vi.advanceTimersByTimeAsync(1000);
    probe.current = refuses;
    await vi.advanceTimersByTimeAsync(1000);
    expect(pulse.get()).toMatchObject({ state: 'down', why: 'ECONNREFUSED' });
  });

  it('raises no alarm when only the first of two tries is lost', async () => {
    const { probe, heard } = listened();
    await vi.advanceTimersByTimeAsync(1000);
    let turn = 0;
    probe.current = async () => ((turn += 1) % 2 === 1 ? never() : undefined);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(heard).toEqual(['up']);
  });

  it('raises no alarm while watches go on to bring something', async () => {
    const { probe, pulse, heard } = listened();
    await vi.advanceTimersByTimeAsync(1000);
    probe.current = never;
    const events = setInterval(() => pulse.heard(), 300);
    await vi.advanceTimersByTimeAsync(20_000);
    clearInterval(events);
    expect(heard).toEqual(['up']);
  });
});

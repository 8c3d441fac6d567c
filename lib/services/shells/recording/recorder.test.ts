import { describe, expect, it, vi } from 'vitest';
import { CastParser, headerLine } from '@/lib/domain/recording';
import { waitFor } from '@/lib/testing/wait-for';
import { Recorder, type Piece } from './recorder';

type Write = (piece: Piece) => Promise<void>;

function start(write: Write, more: { limit?: number; patienceMs?: number; everyMs?: number } = {}) {
  const pieces: Piece[] = [];
  const room = vi.fn();
  const states: string[] = [];
  const cutOff = vi.fn();
  const recorder = new Recorder({
    limit: more.limit ?? 1e9,
    room,
    changed: (state) => states.push(state),
    cutOff,
    write: async (piece) => {
      await write(piece);
      pieces.push(piece);
    },
    timing: {
      everyMs: more.everyMs ?? 5,
      retryMs: 1,
      patienceMs: more.patienceMs ?? 10_000,
      goodbyeMs: 100,
    },
  });
  const text = () => {
    const parser = new CastParser();
    parser.push(headerLine({ columns: 80, rows: 24, startedAt: new Date(0), title: '' }));
    for (const piece of pieces) parser.push(piece.lines);
    return parser
      .end()
      .events.map(([, , data]) => data)
      .join('');
  };
  return { recorder, pieces, room, states, cutOff, text };
}

const bytes = (text: string) => Buffer.from(text);

describe('Recorder', () => {
  it('writes what happens soon after it, in order, and says when it is complete', async () => {
    const { recorder, pieces, text } = start(async () => undefined);
    recorder.resize(101, 33);
    recorder.output(bytes('a'));
    await waitFor('the first piece', () => pieces.length === 1, { every: 2 });
    expect(pieces[0]).toMatchObject({ seq: 0, first: { columns: 101, rows: 33 }, complete: false });
    recorder.output(bytes('b'));
    await recorder.finish();
    recorder.output(bytes('too late'));
    expect(text()).toBe('101x33ab');
    expect(pieces.map(({ seq, complete }) => [seq, complete])).toEqual([
      [0, false],
      [1, true],
    ]);
  });

  it('writes much at once without waiting, one piece at a time', async () => {
    let now = 0;
    let most = 0;
    const { recorder, pieces, text } = start(
      async () => {
        now += 1;
        most = Math.max(most, now);
        await new Promise((resolve) => {
          setTimeout(resolve, 1);
        });
        now -= 1;
      },
      { everyMs: 60_000 },
    );
    const chunk = bytes('x'.repeat(30_000));
    for (let index = 0; index < 20; index += 1) recorder.output(chunk);
    await recorder.finish();
    expect(most).toBe(1);
    expect(pieces.length).toBeGreaterThan(1);
    expect(text().length).toBe(600_000);
  });

  it('holds the session while writing is slow, and loses nothing', async () => {
    let go = () => undefined as void;
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    const { recorder, room, text } = start(() => gate);
    let count = 0;
    while (!recorder.full && count < 10_000) {
      recorder.output(bytes('x'.repeat(1000)));
      count += 1;
    }
    expect(count).toBeGreaterThan(200);
    expect(count).toBeLessThan(400);
    expect(room).not.toHaveBeenCalled();
    go();
    await waitFor('room', () => room.mock.calls.length > 0, { every: 2 });
    expect(recorder.full).toBe(false);
    await recorder.finish();
    expect(text().length).toBe(count * 1000);
  });

  it('tries a piece again until it is written, once', async () => {
    let failures = 3;
    const { recorder, pieces, text, states } = start(async () => {
      failures -= 1;
      if (failures >= 0) throw new Error('no database');
    });
    recorder.output(bytes('a'));
    await waitFor('the piece', () => pieces.length === 1, { every: 2 });
    expect(text()).toBe('a');
    expect(states).toEqual([]);
    await recorder.finish();
  });

  it('holds nobody, and keeps its memory, where writing fails for long; then says what is missing', async () => {
    let broken = true;
    const { recorder, states, text, pieces, room } = start(
      async () => {
        if (broken) throw new Error('no database');
      },
      { patienceMs: 20 },
    );
    recorder.output(bytes('first '));
    while (!recorder.full) recorder.output(bytes('x'.repeat(100_000)));
    await waitFor('the failure', () => states.length === 1, { every: 2 });
    expect(room).toHaveBeenCalled();
    for (let index = 0; index < 50; index += 1) {
      recorder.output(bytes('y'.repeat(100_000)));
      expect(recorder.full).toBe(false);
    }
    recorder.output(bytes('last'));
    broken = false;
    await waitFor('the next piece', () => pieces.length >= 2, { every: 2 });
    expect(states).toEqual(['failing', 'on']);
    await recorder.finish();
    expect(text()).toMatch(/^first .*\[berth\] output could not be recorded here\r\n(y*)last$/s);
    expect(text().length).toBeLessThan(500_000);
    expect(pieces.at(-1)).toMatchObject({ gaps: true, complete: true });
  });

  it('does not wait for ever for its end', async () => {
    const { recorder, pieces } = start(() => new Promise(() => undefined));
    recorder.output(bytes('a'));
    await recorder.finish();
    expect(pieces).toEqual([]);
  });

  it('ends at its limit', async () => {
    const { recorder, pieces, cutOff, text } = start(async () => undefined, { limit: 100 });
    recorder.output(bytes('a'));
    recorder.output(bytes('b'.repeat(100)));
    recorder.output(bytes('c'));
    await recorder.finish();
    expect(cutOff).toHaveBeenCalledTimes(1);
    expect(text()).toMatch(/^a.*the recording ends here/s);
    expect(pieces.at(-1)).toMatchObject({ cut: true, complete: true });
  });

  it('takes no size that is none', async () => {
    const { recorder, text } = start(async () => undefined);
    recorder.resize(0, 10);
    recorder.resize(1.5, 10);
    recorder.resize(100_000, 10);
    await recorder.finish();
    expect(text()).toBe('');
  });
});

import type { Terminal } from '@xterm/xterm';
import { describe, expect, it } from 'vitest';
import type { CastEvent } from '@/lib/domain/recording';
import { ReplayScreen } from './screen';

/** What a terminal is told, in order; `drawn` lets it finish what it was given last. */
function terminal() {
  const told: string[] = [];
  let callback: (() => void) | undefined;
  const drawn = () => {
    const done = callback;
    callback = undefined;
    done?.();
    return done !== undefined;
  };
  const fake = {
    reset: () => told.push('reset'),
    resize: (columns: number, rows: number) => told.push(`${columns}x${rows}`),
    write: (text: string, done: () => void) => {
      told.push(text.length > 20 ? `${text.length} letters` : text);
      callback = done;
    },
  };
  return { told, drawn, terminal: fake as unknown as Terminal };
}

const cast = { columns: 80, rows: 24, events: [] };
const o = (data: string): CastEvent => [0, 'o', data];

describe('ReplayScreen', () => {
  it('draws output together, and takes a new size between what stands before and behind it', () => {
    const { told, drawn, terminal: view } = terminal();
    const screen = new ReplayScreen(view, cast);
    screen.draw({ fresh: true, events: [o('a'), o('b'), [0, 'r', '90x20'], [0, 'r', 'nonsense'], o('c')] });
    expect(told).toEqual(['reset', '80x24', 'ab']);
    drawn();
    expect(told.slice(3)).toEqual(['90x20', 'c']);
    screen.draw({ fresh: false, events: [o('d')] });
    expect(told).toHaveLength(5);
    drawn();
    expect(told.slice(5)).toEqual(['d']);
  });

  it('gives the terminal no more than it draws between two looks', () => {
    const { told, drawn, terminal: view } = terminal();
    const screen = new ReplayScreen(view, cast);
    screen.draw({ fresh: true, events: Array.from({ length: 40 }, () => o('x'.repeat(32 * 1024))) });
    while (drawn());
    expect(told.slice(2)).toEqual(Array.from({ length: 5 }, () => `${256 * 1024} letters`));
  });

  it('forgets what was not drawn yet when it begins anew', () => {
    const { told, drawn, terminal: view } = terminal();
    const screen = new ReplayScreen(view, cast);
    screen.draw({ fresh: true, events: [o('x'.repeat(300 * 1024)), o('never')] });
    screen.draw({ fresh: true, events: [o('anew')] });
    while (drawn());
    expect(told.slice(3)).toEqual(['reset', '80x24', 'anew']);
  });
});

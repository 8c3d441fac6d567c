import { describe, expect, it } from 'vitest';
import { DEFAULT_VIEW, isFiltered, queryOf } from './view';

const now = new Date('2026-11-21T12:00:00Z');

describe('queryOf', () => {
  it('asks for everything by default', () => {
    expect(queryOf(DEFAULT_VIEW, now)).toEqual({});
    expect(isFiltered(DEFAULT_VIEW)).toBe(false);
  });

  it.each([
    ['hour', '2026-11-21T11:00:00.000Z'],
    ['day', '2026-11-20T12:00:00.000Z'],
    ['week', '2026-11-14T12:00:00.000Z'],
  ])('%s reaches back to %s', (range, from) => {
    expect(queryOf({ ...DEFAULT_VIEW, range }, now)).toEqual({ from });
  });

  it('takes both ends of an own range and leaves the open row out', () => {
    const view = {
      ...DEFAULT_VIEW,
      range: 'own',
      from: '2026-11-01T00:00:00.000Z',
      to: '2026-11-02T00:00:00.000Z',
    };
    expect(queryOf({ ...view, open: 'x', actor: 'li.wei' }, now)).toEqual({
      from: view.from,
      to: view.to,
      actor: 'li.wei',
    });
  });
});

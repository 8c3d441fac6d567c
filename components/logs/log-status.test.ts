import { expect, it } from 'vitest';
import { ApiError } from '@/lib/client/call';
import type { StreamState } from './log-buffer';
import { statusOf } from './log-status';
import { LogBuffer } from './log-buffer';

const said = (state: StreamState, held: number, known: object = {}) =>
  statusOf(
    (key) => key,
    { ...new LogBuffer().get(), state, held },
    { problem: null, stale: false, pods: undefined, filtered: false, ...known },
  ).text;
const away = new ApiError(503, 'cluster.unreachable', {}, [], '', '');

it('says live only while it is', () => {
  expect(said({ kind: 'open' }, 5)).toBe('live');
  expect(said({ kind: 'open' }, 5, { stale: true })).toBe('stale');
  expect(said({ kind: 'away' }, 5)).toBe('away');
  expect(said({ kind: 'waiting', error: away }, 0)).toBe('away');
  expect(said({ kind: 'waiting' }, 5)).toBe('waiting');
});

it('says nothing was written only where something could', () => {
  expect(said({ kind: 'open' }, 0, { pods: 2 })).toBe('empty');
  expect(said({ kind: 'open' }, 0, { pods: 0 })).toBe('noPod');
  expect(said({ kind: 'open' }, 0, { stale: true })).toBe('stale');
  expect(said({ kind: 'open' }, 0, { filtered: true })).toBe('noHit');
});

it('says why it ended', () => {
  expect(said({ kind: 'ended', reason: 'finished' }, 1)).toBe('over');
  expect(said({ kind: 'ended', reason: 'finished' }, 0)).toBe('emptyEnded');
  expect(said({ kind: 'ended', reason: 'forbidden' }, 1)).toBe('end.forbidden');
});

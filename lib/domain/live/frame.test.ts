import { expect, it } from 'vitest';
import { applyFrameDelta, frameDelta, type Frame } from './frame';

const keys = { pods: (row: { name: string }) => row.name };
const frame = (names: string[], info: Frame['info']): Frame => ({
  lists: { pods: { rows: names.map((name) => ({ name })), total: names.length } },
  info,
});

it('tells only what differs, of lists and of what stands beside them', () => {
  const before = frame(['a', 'b'], { stale: false, apps: ['web'] });
  expect(frameDelta(before, frame(['a', 'b'], { stale: false, apps: ['web'] }), keys)).toBeNull();
  const after = frame(['a'], { stale: true, apps: ['web'] });
  const delta = frameDelta(before, after, keys);
  expect(delta).toEqual({ lists: { pods: { gone: ['b'], total: 1 } }, info: { stale: true } });
  expect(applyFrameDelta(before, delta ?? {}, keys)).toEqual(after);
});

it('begins with lists that were not there', () => {
  const after = frame(['a'], {});
  const delta = frameDelta({ lists: {}, info: {} }, after, keys);
  expect(applyFrameDelta({ lists: {}, info: {} }, delta ?? {}, keys)).toEqual(after);
});

import { expect, it } from 'vitest';
import { mostOfOneKind } from './watches';

it('finds the kind of which most watches came, whatever there was before', () => {
  const before = new Map([
    ['/pods', 3],
    ['apps/deployments', 2],
  ]);
  const after = new Map([
    ['/pods', 4],
    ['apps/deployments', 4],
    ['/events', 1],
    ['/nodes', 0],
  ]);
  expect(mostOfOneKind(before, after)).toEqual({ most: 2, kinds: 3 });
});

import { describe, expect, it } from 'vitest';
import { leavesNoOwner, type OwnerCandidate } from './last-owner';

const owner = (userId: string): OwnerCandidate => ({ userId, role: 'owner' });
const member = (userId: string): OwnerCandidate => ({ userId, role: 'member' });

describe('leavesNoOwner', () => {
  it.each([
    ['the last owner is removed', [owner('a'), member('b')], 'a', null, true],
    ['the last owner becomes a member', [owner('a')], 'a', 'member', true],
    ['one of two owners is removed', [owner('a'), owner('b')], 'a', null, false],
    ['a member is removed', [owner('a'), member('b')], 'b', null, false],
    ['the last owner stays owner', [owner('a')], 'a', 'owner', false],
    ['there was no owner', [member('a')], 'a', null, false],
  ] as const)('%s', (_, members, userId, next, expected) => {
    expect(leavesNoOwner(members, userId, next)).toBe(expected);
  });
});

import { describe, expect, it } from 'vitest';
import { crashTextOf } from './crash';

describe('a page that broke', () => {
  it('speaks of a number only where one is shown', () => {
    expect(crashTextOf({ digest: '123' })).toBe('crash.text');
    expect(crashTextOf({})).toBe('crash.textHere');
  });
});

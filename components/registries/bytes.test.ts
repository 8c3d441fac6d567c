import { describe, expect, it } from 'vitest';
import { formatBytes } from './bytes';

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [3_462_613, '3.5 MB'],
    [84_000_000, '84 MB'],
    [1_500_000_000, '1.5 GB'],
  ])('%d', (bytes, text) => expect(formatBytes(bytes, 'en')).toBe(text));
});

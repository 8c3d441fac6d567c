import { describe, expect, it } from 'vitest';
import { readAmount, writeAmount } from './amount';

describe('readAmount', () => {
  it.each([
    ['cpu', '0.5', 500],
    ['cpu', ' 250m ', 250],
    ['cpu', '2', 2000],
    ['cpu', '0', null],
    ['cpu', '0.0005', null],
    ['cpu', 'two', null],
    ['cpu', '', null],
    ['memory', '256Mi', 256],
    ['memory', '256 mi', 256],
    ['memory', '1.5Gi', 1536],
    ['memory', '100M', 96],
    ['memory', '1Ki', 1],
    ['memory', '256', null],
    ['memory', '256MB', null],
    ['memory', '0Mi', null],
  ] as const)('%s %j', (resource, text, amount) => {
    expect(readAmount(resource, text)).toBe(amount);
  });

  it.each([
    ['cpu', 1],
    ['cpu', 1050],
    ['memory', 1100],
    ['memory', 2048],
  ] as const)('reads what it wrote: %s %i', (resource, amount) => {
    expect(readAmount(resource, writeAmount(resource, amount))).toBe(amount);
  });
});

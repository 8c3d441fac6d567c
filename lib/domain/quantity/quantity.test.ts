import { describe, expect, it } from 'vitest';
import {
  bytesOf,
  compareQuantities,
  displayCpu,
  displayMemory,
  formatCount,
  formatCpu,
  formatMemory,
  millicoresOf,
  parseQuantity,
  shareOf,
  sumQuantities,
} from './quantity';

describe('parseQuantity', () => {
  it.each([
    ['0', 0n],
    ['1', 1_000_000_000n],
    ['100m', 100_000_000n],
    ['0.5', 500_000_000n],
    ['.5', 500_000_000n],
    ['5.', 5_000_000_000n],
    ['+2', 2_000_000_000n],
    ['-1', -1_000_000_000n],
    ['1n', 1n],
    ['0.5n', 1n],
    ['3u', 3_000n],
    ['1k', 1_000_000_000_000n],
    ['1e3', 1_000_000_000_000n],
    ['1E3', 1_000_000_000_000n],
    ['1E', 1_000_000_000_000_000_000_000_000_000n],
    ['1500e-3', 1_500_000_000n],
    ['1.5Gi', 1_610_612_736_000_000_000n],
    ['128974848000m', 128_974_848_000_000_000n],
  ])('%s', (text, value) => {
    expect(parseQuantity(text)).toBe(value);
  });

  it.each(['', '.', 'm', '1 Gi', '1gi', '1K', '0x10', '1e', 'NaN', '1.2.3', '１'])('refuses %j', (text) => {
    expect(parseQuantity(text)).toBeNull();
  });

  it('keeps amounts beyond what a number holds', () => {
    expect(bytesOf('9007199254740993')).toBe(9_007_199_254_740_993n);
    expect(formatMemory(parseQuantity('9007199254740993') ?? 0n)).toBe('9007199254740993');
  });
});

describe('arithmetic', () => {
  it('compares across suffixes', () => {
    expect(compareQuantities('1024Mi', '1Gi')).toBe(0);
    expect(compareQuantities('1G', '1Gi')).toBe(-1);
    expect(compareQuantities('1001m', '1')).toBe(1);
  });

  it('sums and formats', () => {
    expect(formatCpu(sumQuantities(['100m', '0.4', undefined, '1.5']))).toBe('2');
    expect(formatCpu(sumQuantities(['100m', '1']))).toBe('1100m');
    expect(formatMemory(sumQuantities(['512Mi', '1Gi']))).toBe('1536Mi');
    expect(formatMemory(0n)).toBe('0');
    expect(formatCount(sumQuantities(['3', '4']))).toBe('7');
  });

  it('rounds up to what Kubernetes counts', () => {
    expect(millicoresOf('1u')).toBe(1n);
    expect(bytesOf('1m')).toBe(1n);
  });

  it('gives shares', () => {
    expect(shareOf('500m', '2')).toBe(0.25);
    expect(shareOf('1', '0')).toBe(0);
    expect(shareOf('3Gi', '2Gi')).toBe(1.5);
  });
});

describe('display', () => {
  it('is short', () => {
    expect(displayCpu('1500m')).toBe('1.5');
    expect(displayMemory('1536Mi')).toBe('1.5 Gi');
    expect(displayMemory('2304Mi')).toBe('2.25 Gi');
    expect(displayMemory('23040Mi')).toBe('22.5 Gi');
    expect(displayMemory('1000Mi')).toBe('1000 Mi');
    expect(displayMemory('128Mi')).toBe('128 Mi');
    expect(displayMemory('0')).toBe('0 B');
    expect(displayMemory('1023')).toBe('1023 B');
  });
});

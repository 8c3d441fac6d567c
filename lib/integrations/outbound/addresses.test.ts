import { describe, expect, it } from 'vitest';
import { mayConnect, parseRanges } from './addresses';

describe('mayConnect', () => {
  it.each(['8.8.8.8', '1.1.1.1', '2606:4700::1111', '::ffff:8.8.8.8'])('lets %s', (address) =>
    expect(mayConnect(address, [])).toBe(true),
  );

  it.each([
    '127.0.0.1',
    '127.8.8.8',
    '0.0.0.0',
    '10.0.0.1',
    '172.16.5.4',
    '192.168.1.1',
    '169.254.169.254',
    '100.100.100.200',
    '168.63.129.16',
    '192.0.0.192',
    '224.0.0.1',
    '255.255.255.255',
    '240.0.0.1',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:169.254.169.254',
    'fe80::1',
    'fd00:ec2::254',
    'fc00::1',
    'ff02::1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001::1',
    'not an address',
    '',
  ])('refuses %s', (address) => expect(mayConnect(address, [])).toBe(false));

  it('lets what an administrator allowed, and nothing beside it', () => {
    const ranges = parseRanges(['10.99.0.0/24', '127.0.0.1', 'fd00::/8']);
    expect(mayConnect('10.99.0.1', ranges)).toBe(true);
    expect(mayConnect('::ffff:10.99.0.1', ranges)).toBe(true);
    expect(mayConnect('127.0.0.1', ranges)).toBe(true);
    expect(mayConnect('fd12::1', ranges)).toBe(true);
    expect(mayConnect('10.99.1.1', ranges)).toBe(false);
    expect(mayConnect('127.0.0.2', ranges)).toBe(false);
    expect(mayConnect('169.254.169.254', ranges)).toBe(false);
  });

  it('names a range that can’t be read', () => {
    expect(() => parseRanges(['10.0.0.0/8', 'ten'])).toThrow(/ten/);
    expect(() => parseRanges(['10.0.0.0/99'])).toThrow(/99/);
  });
});

import { describe, expect, it } from 'vitest';
import { isUniqueViolation, isUnreachable } from './errors';

const raw = (cause: object) => ({
  code: 'P2010',
  meta: { driverAdapterError: { name: 'DriverAdapterError', cause } },
});

describe('isUnreachable', () => {
  it.each([
    ['Prisma’s code', { code: 'P1001' }, true],
    ['a raw statement', raw({ kind: 'DatabaseNotReachable', host: 'h', port: 1 }), true],
    ['a server that stops', raw({ kind: 'postgres', originalCode: '57P01' }), true],
    ['the adapter’s own error', { name: 'DriverAdapterError', cause: { kind: 'ConnectionClosed' } }, true],
    ['a refused connection below', new Error('x', { cause: { code: 'ECONNREFUSED' } }), true],
    ['a connection that does not come', new Error('Connection terminated due to connection timeout'), true],
    ['an answer that does not come', new Error('x', { cause: new Error('Query read timeout') }), true],
    ['a transaction that got no connection', { code: 'P2028' }, true],
    ['a wrong password', raw({ kind: 'AuthenticationFailed', originalCode: '28P01' }), false],
    ['a broken statement', raw({ kind: 'postgres', originalCode: '42601' }), false],
    ['nothing', undefined, false],
  ])('%s', (_, error, unreachable) => {
    expect(isUnreachable(error)).toBe(unreachable);
  });
});

describe('isUniqueViolation', () => {
  it('knows Prisma’s code only', () => {
    expect([isUniqueViolation({ code: 'P2002' }), isUniqueViolation(new Error('P2002'))]).toEqual([
      true,
      false,
    ]);
  });
});

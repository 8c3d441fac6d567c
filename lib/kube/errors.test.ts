import { describe, expect, it } from 'vitest';
import {
  isBadRequest,
  isExpired,
  problemOfConnection,
  problemOfStatus,
  statusOf,
  type KubeStatus,
} from './errors';

interface Case {
  what: string;
  http: number;
  status: KubeStatus;
  code: string;
}

const cases: Case[] = [
  { what: 'missing', http: 404, status: { reason: 'NotFound' }, code: 'cluster.not_found' },
  { what: 'there already', http: 409, status: { reason: 'AlreadyExists' }, code: 'cluster.conflict' },
  { what: 'changed meanwhile', http: 409, status: { reason: 'Conflict' }, code: 'cluster.conflict' },
  { what: 'not valid', http: 422, status: { reason: 'Invalid' }, code: 'cluster.invalid' },
  { what: 'refused', http: 403, status: { reason: 'Forbidden' }, code: 'cluster.forbidden' },
  { what: 'slow', http: 504, status: { reason: 'Timeout' }, code: 'cluster.timeout' },
  { what: 'the kubelet in plain text', http: 400, status: { message: 'no' }, code: 'cluster.invalid' },
  { what: 'broken', http: 500, status: { reason: 'InternalError' }, code: 'cluster.failed' },
  { what: 'a misleading text', http: 500, status: { message: 'not found' }, code: 'cluster.failed' },
];

describe('problemOfStatus', () => {
  it.each(cases)('$what → $code', ({ http, status, code }) => {
    expect(problemOfStatus(http, status).code).toBe(code);
  });

  it('keeps the words of the server and the fields', () => {
    const problem = problemOfStatus(422, {
      reason: 'Invalid',
      message: 'Deployment.apps "x" is invalid',
      details: {
        causes: [{ field: 'spec.replicas', message: 'must be >= 0' }, { message: 'without a field' }],
      },
    });
    expect(problem.message).toContain('Deployment.apps "x" is invalid');
    expect(problem.fields).toEqual([{ path: 'spec.replicas', message: 'must be >= 0' }]);
    expect(statusOf(problem)?.reason).toBe('Invalid');
  });

  it('cuts endless words', () => {
    expect(problemOfStatus(403, { message: 'x'.repeat(10_000) }).message.length).toBeLessThan(2100);
  });
});

describe('problemOfConnection', () => {
  it.each([
    ['UND_ERR_CONNECT_TIMEOUT', 'cluster.timeout'],
    ['UND_ERR_HEADERS_TIMEOUT', 'cluster.timeout'],
    ['ECONNREFUSED', 'cluster.unreachable'],
    ['CERT_HAS_EXPIRED', 'cluster.unreachable'],
  ])('%s → %s', (code, problem) => {
    expect(problemOfConnection('local', Object.assign(new Error('x'), { code })).code).toBe(problem);
  });
});

describe('isExpired', () => {
  it('knows a 410 by its reason', () => {
    expect(isExpired(problemOfStatus(410, { reason: 'Expired' }))).toBe(true);
    expect(isExpired(problemOfStatus(410, { reason: 'Gone' }))).toBe(true);
    expect(isExpired(problemOfStatus(404, { reason: 'NotFound' }))).toBe(false);
    expect(isExpired(new Error('Expired'))).toBe(false);
  });
});

describe('isBadRequest', () => {
  it('tells the request from what it asks for', () => {
    expect(isBadRequest(problemOfStatus(400, { reason: 'BadRequest' }))).toBe(true);
    expect(isBadRequest(problemOfStatus(422, { reason: 'Invalid' }))).toBe(false);
  });
});

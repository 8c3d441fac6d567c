import { describe, expect, it } from 'vitest';
import {
  capBreach,
  capsLeft,
  DEFAULT_QUOTA,
  defaultQuotaWithin,
  exceededBy,
  quotaSchema,
  quotaUse,
  readQuota,
} from './quota';
import { isReservedProjectName } from './names';

describe('names', () => {
  it.each(['default', 'kube-system', 'kube-anything', 'berth-system', 'berth', 'openshift-dns', 'new'])(
    '%s is reserved',
    (name) => {
      expect(isReservedProjectName(name)).toBe(true);
    },
  );
  it.each(['shop', 'kubernetes-lab', 'berthold', 'my-default'])('%s is free', (name) => {
    expect(isReservedProjectName(name)).toBe(false);
  });
});

describe('quota', () => {
  it('fills in what is not said', () => {
    expect(readQuota({ cpu: '2', from: 'another version' })).toEqual(DEFAULT_QUOTA);
    expect(readQuota({ cpu: '2' })).toEqual({ ...DEFAULT_QUOTA, cpu: '2' });
  });

  it.each([
    { cpu: '0' },
    { cpu: '-1' },
    { memory: '1XB' },
    { memory: '0Gi' },
    { memory: '80' },
    { memory: '8Mi' },
    { storage: '1073741824' },
    { pods: 0 },
    { pods: 1.5 },
  ])('refuses %j', (input) => {
    expect(quotaSchema.safeParse({ ...DEFAULT_QUOTA, ...input }).success).toBe(false);
  });

  it('goes on with what was stored without a unit', () => {
    expect(readQuota({ memory: '1073741824' })).toEqual({ ...DEFAULT_QUOTA, memory: '1073741824' });
  });

  it('counts of requests and limits the larger', () => {
    const use = quotaUse(DEFAULT_QUOTA, { 'requests.cpu': '100m', 'limits.cpu': '1', pods: '3' });
    expect(use).toContainEqual({ resource: 'cpu', used: '1', hard: '4' });
    expect(use).toContainEqual({ resource: 'pods', used: '3', hard: '50' });
    expect(use).toContainEqual({ resource: 'storage', used: '0', hard: '100Gi' });
  });

  it('names what today exceeds', () => {
    const quota = { ...DEFAULT_QUOTA, cpu: '900m', memory: '1Gi', pods: 3 };
    const used = { 'limits.cpu': '1', 'limits.memory': '1024Mi', pods: '4' };
    expect(exceededBy(quota, used)).toEqual([
      { resource: 'cpu', used: '1', hard: '900m' },
      { resource: 'pods', used: '4', hard: '3' },
    ]);
  });
});

describe('caps of a tenant', () => {
  const others = [
    { cpu: '4', memory: '8Gi' },
    { cpu: '500m', memory: '1Gi' },
  ];

  it('lets in what is left, to the last millicore', () => {
    expect(capBreach({ cpu: '5', memory: null }, others, { cpu: '500m', memory: '900Gi' })).toBeNull();
    expect(capBreach({ cpu: '5', memory: null }, others, { cpu: '501m', memory: '1Gi' })).toEqual({
      resource: 'cpu',
      left: '500m',
      asked: '501m',
    });
  });

  it('has nothing left when more was given out than the cap', () => {
    expect(capBreach({ cpu: null, memory: '4Gi' }, others, { cpu: '1', memory: '1Mi' })).toMatchObject({
      resource: 'memory',
      left: '0',
    });
  });

  it('gives a new project the default, or half of what narrow caps leave', () => {
    expect(defaultQuotaWithin({ cpu: null, memory: null }, others)).toEqual(DEFAULT_QUOTA);
    expect(defaultQuotaWithin({ cpu: '40', memory: '80Gi' }, others)).toEqual(DEFAULT_QUOTA);
    expect(defaultQuotaWithin({ cpu: '4', memory: '8Gi' }, [])).toMatchObject({ cpu: '2', memory: '4Gi' });
    const fitted = defaultQuotaWithin({ cpu: '6', memory: '12Gi' }, others);
    expect(fitted).toMatchObject({ cpu: '1', memory: '1536Mi' });
    const last = defaultQuotaWithin({ cpu: '5200m', memory: '9728Mi' }, others);
    expect(last).toMatchObject({ cpu: '700m', memory: '512Mi' });
    const none = defaultQuotaWithin({ cpu: '4', memory: '8Gi' }, others);
    expect(capBreach({ cpu: '4', memory: '8Gi' }, others, none)).not.toBeNull();
  });

  it('says what is left', () => {
    expect(capsLeft({ cpu: '6', memory: null }, others)).toEqual({ cpu: '1500m', memory: null });
    expect(capsLeft({ cpu: '4', memory: '10Gi' }, others)).toEqual({ cpu: '0', memory: '1Gi' });
  });
});

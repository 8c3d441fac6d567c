import { describe, expect, it } from 'vitest';
import { cleanObject } from './clean';
import { diffYaml } from './diff';

describe('diffYaml', () => {
  it('is empty for equal values', () => {
    expect(diffYaml({ a: 1 }, { a: 1 })).toBe('');
  });

  it('marks lines', () => {
    expect(diffYaml({ image: 'web:1', replicas: 2 }, { image: 'web:2', replicas: 2 })).toBe(
      '-image: web:1\n+image: web:2\n replicas: 2',
    );
  });

  it('shows what is made or removed whole', () => {
    expect(diffYaml(null, { a: 1 })).toBe('+a: 1');
    expect(diffYaml({ a: 1 }, null)).toBe('-a: 1');
  });
});

describe('cleanObject', () => {
  it('drops bookkeeping, status and defaults, and orders keys', () => {
    expect(
      cleanObject({
        apiVersion: 'v1',
        kind: 'Service',
        metadata: {
          uid: 'x',
          managedFields: [],
          creationTimestamp: 't',
          name: 'web',
          labels: { b: '1' },
          annotations: { 'deployment.kubernetes.io/revision': '3' },
        },
        spec: {
          type: 'ClusterIP',
          clusterIP: '10.0.0.1',
          sessionAffinity: 'None',
          empty: {},
          ports: [{ port: 1, name: 'a' }],
        },
        status: { loadBalancer: {} },
      }),
    ).toEqual({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web', labels: { b: '1' } },
      spec: { ports: [{ name: 'a', port: 1 }], type: 'ClusterIP' },
    });
  });
});

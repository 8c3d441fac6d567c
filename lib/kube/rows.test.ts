import { describe, expect, it } from 'vitest';
import { deploymentRow, eventRow, nodeRow, podRow, quotaRow, replicaSetRow } from './rows';
import type { KubeObject } from './types';

const object = (rest: Record<string, unknown>, metadata: Record<string, unknown> = {}): KubeObject => ({
  apiVersion: 'v1',
  kind: 'X',
  metadata: { name: 'web', namespace: 'shop', uid: 'u', resourceVersion: '7', ...metadata },
  ...rest,
});

describe('podRow', () => {
  const pod = object(
    {
      spec: {
        nodeName: 'n1',
        containers: [
          {
            name: 'main',
            image: 'web:1',
            resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '64Mi' } },
          },
          { name: 'late', image: 'x' },
        ],
      },
      status: {
        phase: 'Running',
        podIP: '10.1.2.3',
        conditions: [{ type: 'Ready', status: 'False', reason: 'ContainersNotReady', message: 'main' }],
        containerStatuses: [
          {
            name: 'main',
            ready: false,
            restartCount: 3,
            state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off' } },
            lastState: { terminated: { reason: 'OOMKilled', exitCode: 137, finishedAt: 'T' } },
          },
        ],
      },
    },
    {
      labels: { a: 'b' },
      deletionTimestamp: 'T',
      ownerReferences: [
        { apiVersion: 'x', kind: 'Other', name: 'o', uid: 'o' },
        { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web-1', uid: 'r', controller: true },
      ],
    },
  );

  it('keeps what a verdict looks at', () => {
    const row = podRow(pod);
    expect(row).toMatchObject({
      namespace: 'shop',
      name: 'web',
      resourceVersion: '7',
      labels: { a: 'b' },
      deleting: true,
      phase: 'Running',
      node: 'n1',
      ip: '10.1.2.3',
      ready: false,
      owner: { kind: 'ReplicaSet', name: 'web-1' },
    });
    expect(row.containers[0]).toMatchObject({
      name: 'main',
      restarts: 3,
      state: 'waiting',
      reason: 'CrashLoopBackOff',
      message: 'back-off',
      ended: { reason: 'OOMKilled', exitCode: 137, finishedAt: 'T' },
      cpuRequest: '10m',
      cpuLimit: null,
      memoryRequest: '16Mi',
      memoryLimit: '64Mi',
    });
  });

  it('shows a container that has no status yet', () => {
    expect(podRow(pod).containers[1]).toMatchObject({
      state: 'unknown',
      ready: false,
      restarts: 0,
      ended: null,
    });
  });

  it('tells how the present run ended rather than the one before', () => {
    const terminated = object({
      spec: { containers: [{ name: 'main' }] },
      status: {
        containerStatuses: [
          {
            name: 'main',
            state: { terminated: { reason: 'Error', exitCode: 2 } },
            lastState: { terminated: { reason: 'Error', exitCode: 1 } },
          },
        ],
      },
    });
    expect(podRow(terminated).containers[0]).toMatchObject({ state: 'terminated', ended: { exitCode: 2 } });
  });

  it('stands an object of which everything is absent', () => {
    expect(podRow(object({}))).toMatchObject({
      phase: 'Unknown',
      containers: [],
      owner: null,
      conditions: [],
    });
  });
});

describe('other rows', () => {
  it('a Deployment', () => {
    const row = deploymentRow(
      object(
        {
          spec: { replicas: 3 },
          status: { observedGeneration: 4, updatedReplicas: 1, availableReplicas: 2 },
        },
        { generation: 5, annotations: { 'deployment.kubernetes.io/revision': '9' } },
      ),
    );
    expect(row).toMatchObject({ wanted: 3, generation: 5, observedGeneration: 4, updated: 1, available: 2 });
    expect(row).toMatchObject({ revision: '9', ready: 0, replicas: 0 });
  });

  it('a ReplicaSet with the labels of its template', () => {
    const template = { metadata: { labels: { 'berth.dev/release': '2' } } };
    expect(replicaSetRow(object({ spec: { template } })).templateLabels).toEqual({
      'berth.dev/release': '2',
    });
  });

  it('a quota: what the spec allows, over it what the status knows', () => {
    const row = quotaRow(
      object({ spec: { hard: { pods: '4' } }, status: { hard: { pods: '3' }, used: { pods: '1' } } }),
    );
    expect(row).toMatchObject({ hard: { pods: '3' }, used: { pods: '1' } });
  });

  it('an event of the old and of the new kind', () => {
    const involvedObject = { kind: 'Pod', name: 'web-1' };
    const old = eventRow(object({ involvedObject, count: 5, lastTimestamp: 'L', reason: 'BackOff' }));
    expect(old).toMatchObject({ kind: 'Pod', object: 'web-1', count: 5, at: 'L', reason: 'BackOff' });
    const series = { count: 8, lastObservedTime: 'S' };
    expect(eventRow(object({ involvedObject, series, eventTime: 'E' }))).toMatchObject({ count: 8, at: 'S' });
    expect(eventRow(object({ involvedObject, eventTime: 'E' }))).toMatchObject({ count: 1, at: 'E' });
  });

  it('a Node', () => {
    const row = nodeRow(
      object({
        spec: { unschedulable: true },
        status: { conditions: [{ type: 'Ready', status: 'True' }], allocatable: { cpu: '2' } },
      }),
    );
    expect(row).toMatchObject({ ready: true, schedulable: false, allocatable: { cpu: '2' } });
  });
});

import { describe, expect, it } from 'vitest';
import type { Facts, PodFacts } from './facts';
import {
  WAS_COMPLETE,
  ago,
  condition,
  deployment,
  event,
  exit,
  facts,
  notReady,
  pending,
  pod,
  replicaSet,
} from './fixtures';
import { statusText } from './status-text';
import { judge } from './verdict';

const DISK = 'Pod ephemeral local storage usage exceeds the total limit of containers 16Mi.';

/** A pod that lived from `born` to `end` seconds ago. */
function evicted(name: string, born: number, end: number, part: Partial<PodFacts> = {}): PodFacts {
  const target = { ...condition('DisruptionTarget', 'True', 'TerminationByKubelet', DISK), at: ago(end) };
  return pod(
    {
      name,
      phase: 'Failed',
      reason: 'Evicted',
      message: DISK,
      createdAt: ago(born),
      conditions: [target],
      ...part,
    },
    { ready: false, state: 'terminated', reason: 'Error', ended: exit({ exitCode: 137 }) },
  );
}

/** The next pod serves beside those that were evicted. */
function serving(gone: PodFacts[], part: Partial<Facts> = {}): Facts {
  return facts({
    deployment: deployment({ conditions: [WAS_COMPLETE] }),
    pods: [...gone, pod({ name: 'web-b-9', createdAt: ago(20) })],
    ...part,
  });
}

const loop = [evicted('web-b-2', 65, 25), evicted('web-b-1', 110, 70)];

describe('pods that are evicted again and again', () => {
  it('are told while the next one serves, with the kubelet’s words', () => {
    const answer = judge(serving(loop));
    expect(answer).toMatchObject({ verdict: 'degraded', reason: 'Evicted' });
    expect(answer.message).toBe(
      `Pods are evicted again and again (2 in the last 10 minutes), the last one web-b-2: ${DISK}`,
    );
    expect(statusText(answer, 'zh')).toBe(
      `Pod 被反复驱逐（最近 10 分钟内 2 个），最近一个是 web-b-2：${DISK}`,
    );
    expect(answer.evidence.map(({ kind, object, message }) => [kind, object, message])).toEqual([
      ['condition', 'web-b-2', DISK],
      ['condition', 'web-b-1', DISK],
    ]);
  });

  it('have the event as evidence while the cluster has it', () => {
    const told = event({ reason: 'Evicted', object: 'web-b-2', message: 'over its limit' });
    expect(judge(serving(loop, { events: [told] })).evidence[0]).toMatchObject({
      kind: 'event',
      reason: 'Evicted',
      message: 'over its limit',
    });
  });

  it('are told of a kubelet that says no time, too', () => {
    const untold = loop.map((each) => ({ ...each, conditions: [] }));
    const [second, first] = untold;
    if (!second || !first) throw new Error('two pods');
    const ended = (of: PodFacts, at: number) => ({
      ...of,
      containers: of.containers.map((each) => ({ ...each, ended: exit({ finishedAt: ago(at) }) })),
    });
    expect(judge(serving([ended(second, 25), ended(first, 70)])).reason).toBe('Evicted');
  });

  it('are a failure while nothing serves', () => {
    const down = {
      deployment: deployment({ ...notReady, conditions: [WAS_COMPLETE] }),
      replicaSets: [replicaSet(notReady)],
    };
    const next = { ...pending('ContainerCreating'), name: 'web-b-9' };
    const answer = judge(serving([], { ...down, pods: [...loop, next] }));
    expect([answer.verdict, answer.reason]).toEqual(['failed', 'Evicted']);
    expect(answer.message).toMatch(/^Release #2 failed; nothing serves\. Pods are evicted again and again/);
  });

  it.each([
    ['one eviction', [evicted('web-b-1', 110, 70)]],
    ['several that one node put out together', [evicted('web-b-1', 300, 70), evicted('web-b-2', 300, 68)]],
    ['long ago', [evicted('web-b-1', 1700, 1600), evicted('web-b-2', 1590, 1500)]],
    ['of another release', loop.map((each) => ({ ...each, owner: 'web-a' }))],
  ])('are no more than history: %s', (_, gone) => {
    expect(judge(serving(gone)).verdict).toBe('available');
  });

  it('are no cause of what is wrong much later', () => {
    const late = serving([evicted('web-b-0', 7000, 6000)], {
      deployment: deployment(notReady),
      replicaSets: [replicaSet(notReady)],
    });
    expect(judge(late).reason).toBe('RollingOut');
  });
});

import { describe, expect, it } from 'vitest';
import type { Facts } from './facts';
import {
  WAS_COMPLETE,
  condition,
  deployment,
  facts,
  notReady,
  oneOfThree,
  pending,
  pod,
  refused,
  replicaSet,
  rollout,
} from './fixtures';
import { isOutage, statusText } from './status-text';
import { judge } from './verdict';

const bad = () => rollout(pending('ImagePullBackOff', 'x: not found'));

interface Case {
  name: string;
  facts: Facts;
  begins: string;
  serving: number;
  servingRelease: number | null;
  outage: boolean;
}

const cases: Case[] = [
  {
    name: 'a rollout that can’t go on, the release before serves',
    facts: bad(),
    begins: 'Release #2 failed; #1 still serves with 1 pod. The image',
    serving: 1,
    servingRelease: 1,
    outage: false,
  },
  {
    name: 'the first release, of which nothing comes up',
    facts: refused('admission webhook denied'),
    begins: 'Release #2 failed; nothing serves. The cluster refuses',
    serving: 0,
    servingRelease: null,
    outage: true,
  },
  {
    name: 'a restart that can’t go on',
    facts: rollout(pending('ImagePullBackOff', 'x: not found'), {
      replicaSets: [
        replicaSet({ ready: 0, available: 0 }),
        replicaSet({ name: 'web-a', revision: '1', release: 2 }),
      ],
    }),
    begins: 'Release #2 failed; 1 pod still serves. The image',
    serving: 1,
    servingRelease: 2,
    outage: false,
  },
  {
    name: 'a release that the cluster did not take',
    facts: facts({
      release: { number: 3, phase: 'failed', phaseDetail: 'no', appliedAt: null },
      deployment: deployment({ available: 2 }),
      replicaSets: [replicaSet({ available: 2 })],
    }),
    begins: 'Release #3 failed; #2 still serves with 2 pods. The cluster did not take the release: no',
    serving: 2,
    servingRelease: 2,
    outage: false,
  },
  {
    name: 'the only pod lost after a long good run',
    facts: facts({
      deployment: deployment({ ready: 0, available: 0, conditions: [WAS_COMPLETE] }),
      replicaSets: [replicaSet(notReady)],
      pods: [pod({ phase: 'Failed', reason: 'Evicted', message: 'low on disk', ready: false })],
    }),
    begins: 'Nothing serves. Pod web-b-1 was evicted',
    serving: 0,
    servingRelease: null,
    outage: true,
  },
  {
    name: 'one of three is gone',
    facts: oneOfThree(pod({ ready: false, conditions: [condition('Ready', 'Unknown', 'NodeNotReady')] })),
    begins: 'The node of pod web-b-1',
    serving: 2,
    servingRelease: 2,
    outage: false,
  },
  {
    name: 'a rollout on its way',
    facts: rollout(pending('ContainerCreating')),
    begins: 'Release #2 is on its way; #1 serves with 1 pod until then. 0 of 1 pod available.',
    serving: 1,
    servingRelease: 1,
    outage: false,
  },
];

describe('what serves', () => {
  it.each(cases)('$name', ({ facts: input, begins, serving, servingRelease, outage }) => {
    const answer = judge(input);
    expect(answer.message.slice(0, begins.length)).toBe(begins);
    expect([answer.replicas.serving, answer.servingRelease, isOutage(answer)]).toEqual([
      serving,
      servingRelease,
      outage,
    ]);
  });

  it('is said in Chinese too, from the params alone', () => {
    expect(statusText(judge(bad()), 'zh')).toMatch(/^发布 #2 失败；#1 仍以 1 个 Pod 提供服务。无法拉取镜像/);
  });

  it('is not guessed from what was kept before it was counted', () => {
    const old = { verdict: 'failed' as const, reason: 'NotReady', message: '', params: { pod: 'a' } };
    expect(statusText(old, 'en')).toBe('Pod a is running but not ready.');
    expect(isOutage(old)).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import type { Verdict } from '../spec';
import type { Facts } from './facts';
import {
  WAS_COMPLETE,
  ago,
  condition,
  deployment,
  exit,
  facts,
  notReady,
  oneOfThree,
  pending,
  pod,
  replicaSet,
  rollout,
} from './fixtures';
import { type Reason } from './reasons';
import { judge } from './verdict';

interface Case {
  name: string;
  facts: Facts;
  verdict: Verdict;
  reason: Reason;
  /** Part of the sentence. */
  says?: string;
}

const cases: Case[] = [
  { name: 'all available', facts: facts(), verdict: 'available', reason: 'Available', says: '1 of 1' },
  {
    name: 'ready but inside the stability window',
    facts: rollout(pod(), {
      deployment: deployment({ replicas: 2, ready: 2, available: 1 }),
      replicaSets: [replicaSet({ available: 0 }), replicaSet({ name: 'web-a', revision: '1' })],
    }),
    verdict: 'progressing',
    reason: 'Stabilising',
    says: '10 s',
  },
  {
    name: 'new pods available, old ones still there',
    facts: facts({ deployment: deployment({ replicas: 2, available: 2 }) }),
    verdict: 'progressing',
    reason: 'Retiring',
  },
  {
    name: 'pods starting',
    facts: rollout(pending('ContainerCreating')),
    verdict: 'progressing',
    reason: 'RollingOut',
  },
  {
    name: 'recorded only',
    facts: facts({ release: { number: 3, phase: 'recorded', phaseDetail: null, appliedAt: null } }),
    verdict: 'progressing',
    reason: 'Applying',
  },
  {
    name: 'the watch still shows the release before',
    facts: facts({ release: { number: 3, phase: 'applied', phaseDetail: null, appliedAt: ago(0) } }),
    verdict: 'progressing',
    reason: 'Applying',
  },
  {
    name: 'the controller has not seen it yet',
    facts: facts({ deployment: deployment({ generation: 6 }) }),
    verdict: 'progressing',
    reason: 'Applying',
  },
  {
    name: 'just applied, not in the watch yet',
    facts: facts({
      deployment: null,
      release: { number: 1, phase: 'applied', phaseDetail: null, appliedAt: ago(1) },
    }),
    verdict: 'progressing',
    reason: 'Applying',
  },
  { name: 'Deployment gone', facts: facts({ deployment: null }), verdict: 'failed', reason: 'Missing' },
  { name: 'being deleted', facts: facts({ deleting: true }), verdict: 'progressing', reason: 'Deleting' },
  {
    name: 'refused by the API server',
    facts: facts({
      release: { number: 3, phase: 'failed', phaseDetail: 'The cluster refused: no', appliedAt: null },
    }),
    verdict: 'failed',
    reason: 'ApplyFailed',
    says: 'The cluster refused: no',
  },
  {
    name: 'stopped',
    facts: facts({
      desired: { replicas: 2, stopped: true, restartedAt: null },
      deployment: deployment({ wanted: 0, replicas: 0, updated: 0, ...notReady }),
    }),
    verdict: 'stopped',
    reason: 'Stopped',
  },
  {
    name: 'scaled to zero',
    facts: facts({
      desired: { replicas: 0, stopped: false, restartedAt: null },
      deployment: deployment({ wanted: 0 }),
    }),
    verdict: 'stopped',
    reason: 'ScaledToZero',
  },
  {
    name: 'deadline without a better cause',
    facts: rollout(pending('ContainerCreating'), {
      deployment: deployment({
        replicas: 2,
        available: 1,
        conditions: [condition('Progressing', 'False', 'ProgressDeadlineExceeded', 'timed out')],
      }),
    }),
    verdict: 'failed',
    reason: 'ProgressDeadlineExceeded',
    says: '300 s',
  },
  {
    name: 'one of three crashes later',
    facts: oneOfThree(
      pod(
        { ready: false },
        { ready: false, state: 'waiting', restarts: 4, reason: 'CrashLoopBackOff', ended: exit() },
      ),
    ),
    verdict: 'degraded',
    reason: 'CrashLoopBackOff',
  },
  {
    name: 'one of three is unready for long without a word',
    facts: oneOfThree(
      pod(
        { ready: false, conditions: [condition('Ready', 'False', 'ContainersNotReady')] },
        { ready: false },
      ),
    ),
    verdict: 'degraded',
    reason: 'NotReady',
  },
  {
    name: 'one of three lies on a lost node',
    facts: oneOfThree(pod({ ready: false, conditions: [condition('Ready', 'Unknown', 'NodeNotReady')] })),
    verdict: 'degraded',
    reason: 'NodeLost',
  },
  {
    name: 'one of three was evicted',
    facts: oneOfThree(pod({ phase: 'Failed', reason: 'Evicted', message: 'low on disk', ready: false })),
    verdict: 'degraded',
    reason: 'Evicted',
    says: 'low on disk',
  },
  {
    name: 'the only pod crashed once after a long good run',
    facts: facts({
      deployment: deployment({ ready: 0, available: 0, conditions: [WAS_COMPLETE] }),
      replicaSets: [replicaSet(notReady)],
      pods: [pod({}, { restarts: 3, startedAt: ago(1), ended: exit({ startedAt: ago(4000) }) })],
    }),
    verdict: 'degraded',
    reason: 'ContainerExited',
  },
  {
    name: 'scaling up is progress, not damage',
    facts: oneOfThree(pod({ ready: false, createdAt: ago(2) }, { ready: false, startedAt: ago(1) })),
    verdict: 'progressing',
    reason: 'RollingOut',
  },
];

describe('the verdict of a rollout', () => {
  it.each(cases)('$name', ({ facts: input, verdict, reason, says }) => {
    const answer = judge(input);
    expect([answer.verdict, answer.reason, answer.message]).toEqual([
      verdict,
      reason,
      expect.stringContaining(says ?? ''),
    ]);
    expect(answer.message).not.toMatch(/\{|undefined|null/);
  });
});

describe('the stability window', () => {
  const watched = (...readySince: (string | null)[]) => {
    const count = readySince.length;
    const pods = readySince.map((at, index) =>
      pod({
        name: `web-b-${index}`,
        conditions: at === null ? [] : [{ ...condition('Ready', 'True', ''), at }],
      }),
    );
    return judge(
      facts({
        desired: { replicas: count, stopped: false, restartedAt: null },
        deployment: deployment({
          replicas: count,
          updated: count,
          ready: count,
          available: 0,
          wanted: count,
        }),
        replicaSets: [replicaSet({ wanted: count, replicas: count, ready: count, available: 0 })],
        pods,
      }),
    );
  };
  it.each([
    ['counts from the pod that became ready last', [ago(9), ago(3)], 7],
    ['is over when it is late', [ago(30)], 0],
    ['is no longer than it is when the cluster’s clock is ahead', [ago(-60)], 10],
    ['says nothing when nobody said since when', [null], null],
  ])('%s', (_, since, left) => {
    expect(watched(...since)).toMatchObject({ reason: 'Stabilising', stableIn: left });
  });

  it('does not run when nothing is watched', () => {
    expect(judge(facts()).stableIn).toBeNull();
  });
});

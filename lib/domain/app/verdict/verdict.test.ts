import { describe, expect, it } from 'vitest';
import type { Verdict } from '../spec';
import type { EndedFacts, Facts } from './facts';
import { WAS_COMPLETE, ago, container, deployment, event, facts, pod, replicaSet, rollout } from './fixtures';
import { REASONS, reasonText, type Reason } from './reasons';
import { judge } from './verdict';

interface Case {
  name: string;
  facts: Facts;
  verdict: Verdict;
  reason: Reason;
  /** Part of the sentence. */
  says?: string;
}

const notReady = { ready: 0, available: 0 };
const exit = (part: Partial<EndedFacts> = {}): EndedFacts => ({
  reason: 'Error',
  exitCode: 1,
  message: 'config.yaml: no such file\n',
  startedAt: ago(3),
  finishedAt: ago(2),
  ...part,
});
const pending = (reason: string, message = '') =>
  pod(
    { phase: 'Pending', ready: false },
    { ready: false, state: 'waiting', reason, message, startedAt: null },
  );
const refused = (message: string) =>
  facts({
    deployment: deployment({ replicas: 0, updated: 0, ...notReady }),
    replicaSets: [
      replicaSet({
        replicas: 0,
        ...notReady,
        conditions: [{ type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message, at: ago(3) }],
      }),
    ],
    pods: [],
  });
const condition = (type: string, status: string, reason: string, message = '') => ({
  type,
  status,
  reason,
  message,
  at: ago(30),
});
/** An available app of three whose first pod is `bad`. */
const oneOfThree = (bad: ReturnType<typeof pod>) =>
  facts({
    desired: { replicas: 3, stopped: false, restartedAt: null },
    deployment: deployment({
      wanted: 3,
      replicas: 3,
      updated: 3,
      ready: 2,
      available: 2,
      conditions: [WAS_COMPLETE],
    }),
    replicaSets: [replicaSet({ wanted: 3, replicas: 3, ready: 2, available: 2 })],
    pods: [bad, pod({ name: 'web-b-2' }), pod({ name: 'web-b-3' })],
  });

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
    name: 'first pull error of an update',
    facts: rollout(pending('ErrImagePull', 'failed to pull and unpack image "x": not found')),
    verdict: 'failed',
    reason: 'ImagePullBackOff',
    says: 'not found',
  },
  {
    name: 'pull back-off tells the error of the last try',
    facts: rollout(pending('ImagePullBackOff', 'Back-off pulling image "x"'), {
      events: [event({ reason: 'Failed', message: 'Failed to pull image "x": unauthorized' })],
    }),
    verdict: 'failed',
    reason: 'ImagePullBackOff',
    says: 'unauthorized',
  },
  {
    name: 'a name that is none',
    facts: rollout(pending('InvalidImageName', 'bad')),
    verdict: 'failed',
    reason: 'InvalidImageName',
  },
  {
    name: 'secret missing',
    facts: rollout(pending('CreateContainerConfigError', 'secret "web" not found')),
    verdict: 'failed',
    reason: 'CreateContainerConfigError',
    says: 'secret "web" not found',
  },
  {
    name: 'program not in the image',
    facts: rollout(
      pod(
        { ready: false },
        {
          ready: false,
          state: 'waiting',
          reason: 'CrashLoopBackOff',
          ended: exit({ reason: 'StartError', exitCode: 128, message: 'exec: "nope": not found' }),
        },
      ),
    ),
    verdict: 'failed',
    reason: 'RunContainerError',
    says: 'exec: "nope": not found',
  },
  {
    name: 'first exit',
    facts: rollout(
      pod({ ready: false }, { ready: false, state: 'terminated', reason: 'Error', ended: exit() }),
    ),
    verdict: 'progressing',
    reason: 'ContainerExited',
    says: 'exit code 1',
  },
  {
    name: 'second exit',
    facts: rollout(
      pod(
        { ready: false },
        { ready: false, state: 'terminated', restarts: 1, reason: 'Error', ended: exit() },
      ),
    ),
    verdict: 'failed',
    reason: 'CrashLoopBackOff',
    says: 'exit code 1',
  },
  {
    name: 'crash loop back-off',
    facts: rollout(
      pod(
        { ready: false },
        { ready: false, state: 'waiting', restarts: 2, reason: 'CrashLoopBackOff', ended: exit() },
      ),
    ),
    verdict: 'failed',
    reason: 'CrashLoopBackOff',
    says: '2 restarts',
  },
  {
    name: 'a program that finishes',
    facts: rollout(
      pod(
        { ready: false },
        {
          ready: false,
          state: 'waiting',
          restarts: 2,
          reason: 'CrashLoopBackOff',
          ended: exit({ reason: 'Completed', exitCode: 0 }),
        },
      ),
    ),
    verdict: 'failed',
    reason: 'Completed',
  },
  {
    name: 'out of memory at once',
    facts: rollout(
      pod(
        { ready: false },
        {
          ready: false,
          state: 'terminated',
          reason: 'OOMKilled',
          ended: exit({ reason: 'OOMKilled', exitCode: 137 }),
        },
      ),
    ),
    verdict: 'failed',
    reason: 'OOMKilled',
    says: '256Mi',
  },
  {
    name: 'an old OOM kill behind a good run is history',
    facts: facts({ pods: [pod({}, { restarts: 1, ended: exit({ reason: 'OOMKilled', exitCode: 137 }) })] }),
    verdict: 'available',
    reason: 'Available',
  },
  {
    name: 'no node has room',
    facts: rollout(
      pod(
        {
          phase: 'Pending',
          ready: false,
          conditions: [condition('PodScheduled', 'False', 'Unschedulable', '0/1 nodes: 1 Insufficient cpu.')],
          containers: [],
        },
        {},
      ),
    ),
    verdict: 'failed',
    reason: 'Unschedulable',
    says: 'Insufficient cpu',
  },
  {
    name: 'readiness missed at first',
    facts: rollout(pod({ ready: false }, { ready: false, startedAt: ago(4) }), {
      events: [
        event({
          reason: 'Unhealthy',
          message: 'Readiness probe failed: dial tcp 10.0.0.2:1: connection refused',
        }),
      ],
    }),
    verdict: 'progressing',
    reason: 'ProbeFailed',
    says: 'readiness check of pod web-b-1 fails: dial tcp',
  },
  {
    name: 'readiness missed for long',
    facts: rollout(pod({ ready: false }, { ready: false, startedAt: ago(60) }), {
      events: [event({ reason: 'Unhealthy', message: 'Readiness probe failed: no', count: 20 })],
    }),
    verdict: 'failed',
    reason: 'ProbeFailed',
  },
  {
    name: 'killed by its liveness check',
    facts: rollout(
      pod({ ready: false }, { ready: false, restarts: 1, startedAt: ago(1), ended: exit({ exitCode: 137 }) }),
      {
        events: [
          event({ reason: 'Killing', message: 'Container web failed liveness probe, will be restarted' }),
          event({
            reason: 'Unhealthy',
            message: 'Liveness probe failed: HTTP probe failed with statuscode: 500',
          }),
        ],
      },
    ),
    verdict: 'failed',
    reason: 'ProbeFailed',
    says: 'liveness check of pod web-b-1 fails: HTTP probe failed with statuscode: 500',
  },
  {
    name: 'volume can’t be mounted',
    facts: rollout(pending('ContainerCreating'), {
      events: [event({ reason: 'FailedMount', message: 'no such claim', count: 4 })],
    }),
    verdict: 'failed',
    reason: 'FailedMount',
  },
  {
    name: 'sandbox trouble that may pass',
    facts: rollout(pending('ContainerCreating'), {
      events: [event({ reason: 'FailedCreatePodSandBox', message: 'cni' })],
    }),
    verdict: 'progressing',
    reason: 'FailedCreatePodSandBox',
  },
  {
    name: 'quota',
    facts: refused('pods "web-b-x" is forbidden: exceeded quota: berth, requested: pods=1'),
    verdict: 'failed',
    reason: 'Quota',
    says: 'exceeded quota: berth',
  },
  {
    name: 'pod security',
    facts: refused('pods "x" is forbidden: violates PodSecurity "restricted:latest": runAsNonRoot'),
    verdict: 'failed',
    reason: 'PodSecurity',
  },
  {
    name: 'limit range',
    facts: refused('pods "x" is forbidden: maximum cpu usage per Container is 1, but limit is 2'),
    verdict: 'failed',
    reason: 'LimitRange',
  },
  {
    name: 'another refusal',
    facts: refused('admission webhook denied'),
    verdict: 'failed',
    reason: 'FailedCreate',
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
  {
    name: 'a failing init container',
    facts: rollout(
      pod(
        {
          phase: 'Pending',
          ready: false,
          initContainers: [
            container({
              name: 'init',
              ready: false,
              state: 'waiting',
              restarts: 3,
              reason: 'CrashLoopBackOff',
              ended: exit(),
            }),
          ],
        },
        { ready: false, state: 'waiting', reason: 'PodInitializing' },
      ),
    ),
    verdict: 'failed',
    reason: 'CrashLoopBackOff',
    says: 'Container init',
  },
];

describe('judge', () => {
  it.each(cases)('$name', ({ facts: input, verdict, reason, says }) => {
    const answer = judge(input);
    expect([answer.verdict, answer.reason, answer.message]).toEqual([
      verdict,
      reason,
      expect.stringContaining(says ?? ''),
    ]);
    expect(answer.message).not.toMatch(/\{|undefined|null/);
  });

  it('shows a crash’s exit code and last words as evidence', () => {
    const answer = judge(
      rollout(pod({ ready: false }, { ready: false, state: 'terminated', reason: 'Error', ended: exit() })),
    );
    expect(answer.evidence).toEqual([
      expect.objectContaining({
        kind: 'container',
        object: 'web-b-1/web',
        message: 'exit code 1, 0 restarts',
      }),
      expect.objectContaining({ kind: 'log', message: 'config.yaml: no such file' }),
    ]);
  });
});

describe('reasons', () => {
  it('fill every parameter of the English sentence in the Chinese one', () => {
    for (const [reason, text] of Object.entries(REASONS)) {
      const names = (sentence: string) =>
        [...sentence.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
      expect([reason, names(text.zh)]).toEqual([reason, names(text.en)]);
    }
  });

  it('are said in a language', () => {
    expect(reasonText('NotReady', 'zh', { pod: 'a' })).toBe('Pod a 正在运行但尚未就绪。');
  });
});

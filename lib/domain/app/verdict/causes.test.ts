import { describe, expect, it } from 'vitest';
import type { Verdict } from '../spec';
import type { Facts } from './facts';
import { ago, condition, container, event, exit, facts, pending, pod, refused, rollout } from './fixtures';
import { reasonText, type Reason } from './reasons';
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
          ended: exit({
            reason: 'StartError',
            exitCode: 128,
            message: 'runc create failed: unable to start container process: exec: "nope": not found',
          }),
        },
      ),
    ),
    verdict: 'failed',
    reason: 'RunContainerError',
    says: 'can’t be started: exec: "nope": not found',
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
    facts: rollout(pod({ ready: false }, { ready: false, startedAt: ago(61) }), {
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

describe('the cause of a failure', () => {
  it.each(cases)('$name', ({ facts: input, verdict, reason, says }) => {
    const answer = judge(input);
    expect([answer.verdict, answer.reason, answer.message]).toEqual([
      verdict,
      reason,
      expect.stringContaining(says ?? ''),
    ]);
    expect(answer.message).not.toMatch(/\{|undefined|null/);
  });

  it('counts one restart as one, in both languages', () => {
    const params = { container: 'web', exitCode: '1', restarts: '1' };
    expect(reasonText('CrashLoopBackOff', 'en', params)).toContain('exit code 1, 1 restart.');
    expect(reasonText('Retiring', 'en', { count: '1' })).toContain('1 old one is still');
    expect(reasonText('Stabilising', 'en', { desired: '1', seconds: '10' })).toBe(
      'The pod is ready; watching whether it stays so for 10 s.',
    );
    expect(reasonText('ProbeFailed', 'zh', { pod: 'p', probe: 'readiness', detail: 'd' })).toBe(
      'Pod p 的就绪检查失败：d',
    );
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

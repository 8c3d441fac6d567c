import { describe, expect, it } from 'vitest';
import type { Facts } from './facts';
import { ago, condition, event, exit, pending, pod, refused, rollout } from './fixtures';
import { judge } from './verdict';

const NOT_AUTHORISED = 'Failed to pull image "x": pulling from host h failed: 401 Unauthorized';
const UNCOUNTED = 'pods "web-b-x" is forbidden: status unknown for quota: berth, resources: limits.cpu,pods';
const EXCEEDED = 'pods "web-b-x" is forbidden: exceeded quota: berth, requested: pods=1';
const fresh = { createdAt: ago(2) };

function young(bad: ReturnType<typeof pod>, events: Facts['events'] = []): Facts {
  return rollout({ ...bad, ...fresh }, { events });
}

function unschedulable(message: string, at: string): ReturnType<typeof pod> {
  const scheduled = { ...condition('PodScheduled', 'False', 'Unschedulable', message), at };
  return pod({ phase: 'Pending', ready: false, conditions: [scheduled], containers: [] });
}

const going = pod({ name: 'web-a-1', owner: 'web-a', deleting: true });

interface Case {
  name: string;
  passing: Facts;
  /** The same trouble when it does not pass. */
  lasting: Facts;
  reason: string;
  lastingReason?: string;
}

const cases: Case[] = [
  {
    name: 'a first pull without the secret that the node has not been told of yet',
    passing: young(pending('ErrImagePull', '401 Unauthorized'), [
      event({ reason: 'Failed', message: NOT_AUTHORISED }),
      event({ reason: 'FailedToRetrieveImagePullSecret', message: 'Unable to retrieve some' }),
    ]),
    lasting: young(pending('ImagePullBackOff', 'Back-off pulling image'), [
      event({ reason: 'Failed', message: NOT_AUTHORISED, count: 2 }),
    ]),
    reason: 'ImagePullBackOff',
  },
  {
    name: 'a first pull while the registry was away',
    passing: young(pending('ErrImagePull', 'dial tcp 10.0.0.1:5000: connect: connection refused')),
    lasting: rollout({ ...pending('ErrImagePull', 'connection refused'), createdAt: ago(61) }),
    reason: 'ImagePullBackOff',
  },
  {
    name: 'a quota that is not counted yet',
    passing: refused(UNCOUNTED),
    lasting: { ...refused(UNCOUNTED), now: Date.parse(ago(-120)) },
    reason: 'Retrying',
    lastingReason: 'FailedCreate',
  },
  {
    name: 'a quota that was not counted at first, and is exceeded',
    passing: refused(UNCOUNTED),
    lasting: {
      ...refused(UNCOUNTED),
      events: [
        event({
          reason: 'FailedCreate',
          kind: 'ReplicaSet',
          object: 'web-b',
          message: `Error creating: ${EXCEEDED}`,
          at: ago(1),
        }),
      ],
    },
    reason: 'Retrying',
    lastingReason: 'Quota',
  },
  {
    name: 'a service account that is not there yet',
    passing: refused(
      'pods "x" is forbidden: error looking up service account p/default: serviceaccount "default" not found',
    ),
    lasting: refused('admission webhook "policy" denied the request: no'),
    reason: 'Retrying',
    lastingReason: 'FailedCreate',
  },
  {
    name: 'a quota that pods on their way out still hold',
    passing: { ...refused(EXCEEDED), pods: [going] },
    lasting: refused(EXCEEDED),
    reason: 'Quota',
  },
  {
    name: 'no room as long as pods are on their way out',
    passing: rollout(unschedulable('0/1 nodes are available: 1 Insufficient cpu.', ago(1)), {
      pods: [unschedulable('0/1 nodes are available: 1 Insufficient cpu.', ago(1)), going],
    }),
    lasting: rollout(unschedulable('0/1 nodes are available: 1 Insufficient cpu.', ago(1))),
    reason: 'Unschedulable',
  },
  {
    name: 'a full node on which the pod would fit once others leave',
    passing: rollout(
      unschedulable(
        '1 Insufficient cpu. preemption: 1 No preemption victims found for incoming pod.',
        ago(5),
      ),
    ),
    lasting: rollout(
      unschedulable('1 Insufficient cpu. preemption: 1 Preemption is not helpful for scheduling.', ago(5)),
    ),
    reason: 'Unschedulable',
  },
  {
    name: 'a node that has just come up',
    passing: rollout(
      unschedulable('1 node(s) had untolerated taint {node.kubernetes.io/not-ready: }', ago(5)),
    ),
    lasting: rollout(
      unschedulable('1 node(s) had untolerated taint {node.kubernetes.io/not-ready: }', ago(90)),
    ),
    reason: 'Unschedulable',
  },
  {
    name: 'a node under load',
    passing: young(pending('CreateContainerError', 'context deadline exceeded')),
    lasting: young(pending('CreateContainerConfigError', 'secret "web" not found')),
    reason: 'CreateContainerConfigError',
  },
  {
    name: 'a start that took too long',
    passing: young(
      pod(
        { ready: false },
        {
          ready: false,
          state: 'terminated',
          reason: 'StartError',
          ended: exit({ reason: 'StartError', message: 'runc create failed: context deadline exceeded' }),
        },
      ),
    ),
    lasting: young(
      pod(
        { ready: false },
        {
          ready: false,
          state: 'terminated',
          reason: 'StartError',
          ended: exit({
            reason: 'StartError',
            message: 'unable to start container process: exec: "timeout": executable file not found in $PATH',
          }),
        },
      ),
    ),
    reason: 'RunContainerError',
  },
  {
    name: 'a cache of the node that is not filled yet',
    passing: young(pending('ContainerCreating'), [
      event({ reason: 'FailedMount', message: 'failed to sync configmap cache: timed out', count: 4 }),
    ]),
    lasting: young(pending('ContainerCreating'), [
      event({ reason: 'FailedMount', message: 'persistentvolumeclaim "x" not found', count: 4 }),
    ]),
    reason: 'FailedMount',
  },
];

describe('what the cluster gets over by itself', () => {
  it.each(cases)('is no failure: $name', ({ passing, lasting, reason, lastingReason }) => {
    const first = judge(passing);
    expect([first.verdict, first.reason]).toEqual(['progressing', reason]);
    const second = judge(lasting);
    expect([second.verdict, second.reason]).toEqual(['failed', lastingReason ?? reason]);
  });

  it('is not told once it was got over', () => {
    const answer = judge(
      young(
        { ...pending('ContainerCreating'), conditions: [condition('PodReadyToStartContainers', 'True', '')] },
        [event({ reason: 'FailedMount', message: 'no such claim', count: 4 })],
      ),
    );
    expect([answer.verdict, answer.reason]).toEqual(['progressing', 'RollingOut']);
  });

  it('gives the watch time under load', () => {
    const release = { number: 1, phase: 'applied' as const, phaseDetail: null, appliedAt: ago(20) };
    expect(judge({ ...refused(''), deployment: null, release }).reason).toBe('Applying');
  });

  it('shows the missing pull secret beside the pull error', () => {
    const [first] = cases;
    expect(judge(first?.passing ?? refused('')).evidence.map((each) => each.reason)).toEqual([
      'Failed',
      'FailedToRetrieveImagePullSecret',
      'ErrImagePull',
    ]);
  });
});

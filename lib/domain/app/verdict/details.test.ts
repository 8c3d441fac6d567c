import { describe, expect, it } from 'vitest';
import { brief } from './cause';
import type { Facts } from './facts';
import { condition, event, pending, pod, refused, rollout } from './fixtures';
import { statusText } from './status-text';
import { judge } from './verdict';

const DIGEST = `sha256:${'5a'.repeat(32)}`;
const IMAGE = `10.99.0.1:5998/samples/web@${DIGEST}`;
const released: Facts['released'] = {
  image: 'samples/web:2',
  reference: IMAGE,
  runAsNonRoot: true,
  readiness: { kind: 'http', path: '/ready', port: 8080 },
  liveness: { kind: 'tcp', port: 8081 },
};

const BACK_OFF = `Back-off pulling image "${IMAGE}": ErrImagePull: failed to pull and unpack image "${IMAGE}": failed to resolve reference "${IMAGE}": `;

function pull(message: string, events: Facts['events'] = []): string {
  const bad = pending('ImagePullBackOff', message);
  const web = { ...bad, containers: bad.containers.map((each) => ({ ...each, image: IMAGE })) };
  return judge(rollout(web, { events, released })).message;
}

describe('why an image can’t be pulled', () => {
  it.each([
    [
      `failed to do request: Head "http://10.99.0.1:5998/v2/x/manifests/${DIGEST}": dial tcp 10.99.0.1:5998: connect: connection refused`,
      'dial tcp 10.99.0.1:5998: connect: connection refused',
    ],
    [`${IMAGE}: not found`, 'not found'],
    [
      'unexpected status from HEAD request to http://h/v2/: 401 Unauthorized',
      'unexpected status from HEAD request to http://h/v2/: 401 Unauthorized',
    ],
  ])('%s', (cause, told) => {
    const repeats = [event({ reason: 'Failed', message: 'Error: ImagePullBackOff', count: 9 })];
    const gone = pull(BACK_OFF + cause, repeats);
    expect(gone.endsWith(`The image 10.99.0.1:5998/samples/web:2 can’t be pulled: ${told}`)).toBe(true);
    const fromEvent = pull(`Back-off pulling image "${IMAGE}"`, [
      ...repeats,
      event({ reason: 'Failed', message: `Failed to pull image "${IMAGE}": ${cause}` }),
    ]);
    expect(fromEvent.endsWith(`can’t be pulled: ${told}`)).toBe(true);
  });

  it('is cut in its middle, since the cause stands at its end', () => {
    const text = brief(`begin ${'x'.repeat(2000)} connection refused`);
    expect(text.length).toBeLessThan(620);
    expect(text).toMatch(/^begin .* … .* connection refused$/);
  });
});

function unschedulable(message: string, cpuRequest: string, nodes: string[]): string {
  const lone = pod(
    {
      phase: 'Pending',
      ready: false,
      conditions: [condition('PodScheduled', 'False', 'Unschedulable', message)],
    },
    { state: 'waiting', ready: false, cpuRequest },
  );
  const facts = rollout(lone, {
    nodes: nodes.map((cpu) => ({ ready: true, schedulable: true, allocatable: { cpu } })),
  });
  const answer = judge(facts);
  expect(answer.evidence[0]?.message).toBe(message);
  return answer.message;
}

describe('why no node takes a pod', () => {
  const JARGON =
    '0/2 nodes are available: 2 Insufficient cpu. no new claims to deallocate, preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.';

  it('is told in numbers, the scheduler’s words are evidence', () => {
    expect(unschedulable(JARGON, '3', ['1', '2'])).toContain('asks for 3 CPU; the largest node has 2.');
    expect(unschedulable(JARGON, '1500m', ['1', '2'])).toContain(
      'asks for 1.5 CPU; no node has so much free now.',
    );
    expect(unschedulable(JARGON, '3', [])).toMatch(/0\/2 nodes are available: 2 Insufficient cpu\.?$/);
  });
});

describe('what a failing check asks', () => {
  const bad = pod({ ready: false }, { ready: false });
  const fails = (message: string) =>
    judge(rollout(bad, { released, events: [event({ reason: 'Unhealthy', message })] })).message;

  it('is told with path and port', () => {
    expect(fails('Readiness probe failed: HTTP probe failed with statuscode: 404')).toContain(
      'The readiness check (GET /ready on port 8080) of pod web-b-1 fails: HTTP probe failed with statuscode: 404',
    );
    expect(fails('Liveness probe failed: no')).toMatch(
      /The liveness check \(TCP port 8081\) of pod \S+ fails: no$/,
    );
  });

  it('is a liveness check while the program starts, too', () => {
    const startup = judge(
      rollout(bad, {
        released,
        events: [event({ reason: 'Unhealthy', message: 'Startup probe failed: no' })],
      }),
    );
    expect(startup.message).toMatch(
      /The liveness check \(TCP port 8081\) of pod web-b-1 fails while the program starts: no$/,
    );
    expect(statusText(startup, 'zh')).toMatch(
      /Pod web-b-1 的存活检查（TCP 端口 8081）在程序启动期间失败：no$/,
    );
  });
});

describe('an image that needs root', () => {
  const REFUSED =
    'pods "x" is forbidden: violates PodSecurity "restricted:latest": unrestricted capabilities (container "x" must set securityContext.capabilities.drop=["ALL"]), runAsNonRoot != true';

  it('is told as what can be done about it', () => {
    const facts = { ...refused(REFUSED), released: { ...released, runAsNonRoot: false } };
    const answer = judge(facts);
    expect(answer.reason).toBe('PodSecurity');
    expect(answer.message).toContain('Build it with USER and a number.');
    expect(answer.message).not.toContain('capabilities');
    expect(answer.evidence[0]?.message).toContain('capabilities');
  });
});

describe('a quota that is used up', () => {
  const told = (part: string) =>
    judge(refused(`pods "web-b-x" is forbidden: exceeded quota: berth-quota, ${part}`)).message;

  it.each([
    ['limits.cpu=500m', 'limits.cpu=11800m', 'limits.cpu=12', 'it needs 0.5 CPU, and 11.8 of 12 are used.'],
    [
      'limits.memory=256Mi',
      'limits.memory=8064Mi',
      'limits.memory=8Gi',
      'it needs 256 Mi of memory, and 7.87 Gi of 8 Gi are used.',
    ],
    ['pods=1', 'pods=50', 'pods=50', '50 of 50 pods are there.'],
  ])('is told in numbers: %s', (asked, used, hard, says) => {
    expect(told(`requested: ${asked}, used: ${used}, limited: ${hard}`)).toContain(says);
  });

  it('is told in the cluster’s words where it lacks several or another thing', () => {
    const both =
      'requested: limits.cpu=1,limits.memory=1Gi, used: limits.cpu=4,limits.memory=8Gi, limited: limits.cpu=4,limits.memory=8Gi';
    expect(told(both)).toContain(both);
    const other = 'requested: count/x=1, used: count/x=1, limited: count/x=1';
    expect(told(other)).toContain(other);
  });
});

describe('a command that checks and fails without a word', () => {
  it('is said to say nothing', () => {
    const lone = pod({ ready: false }, { ready: false });
    const facts = rollout(lone, {
      events: [event({ reason: 'Unhealthy', message: 'Readiness probe failed: ' })],
      released: {
        image: '',
        reference: '',
        runAsNonRoot: true,
        readiness: { kind: 'command', command: ['false'] },
        liveness: { kind: 'none' },
      },
    });
    expect(judge(facts).message).toContain('The readiness check (false) of pod');
    expect(judge(facts).message).toMatch(/fails and says nothing\.$/);
  });
});

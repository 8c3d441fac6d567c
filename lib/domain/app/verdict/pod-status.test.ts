import { describe, expect, it } from 'vitest';
import { container, pod } from './fixtures';
import { mayHoldShell, podEnd, podState, podStatus } from './pod-status';

const ended = (exitCode: number, reason: string | null) => ({
  exitCode,
  reason,
  message: null,
  startedAt: null,
  finishedAt: null,
});

describe('podStatus', () => {
  it.each([
    ['Running', pod()],
    ['Pending', pod({ phase: 'Pending', containers: [] })],
    ['Terminating', pod({ deleting: true })],
    ['Evicted', pod({ phase: 'Failed', reason: 'Evicted', containers: [] })],
    [
      'Evicted',
      pod(
        { phase: 'Failed', reason: 'Evicted', message: 'low on memory' },
        { state: 'terminated', ended: ended(137, 'Error') },
      ),
    ],
    [
      'Evicted',
      pod({
        phase: 'Failed',
        reason: 'Evicted',
        initContainers: [container({ ready: false, state: 'waiting', reason: 'PodInitializing' })],
      }),
    ],
    ['OutOfcpu', pod({ phase: 'Failed', reason: 'OutOfcpu', containers: [] })],
    ['Error', pod({ phase: 'Failed' }, { state: 'terminated', ended: ended(1, 'Error') })],
    ['CrashLoopBackOff', pod({}, { state: 'waiting', reason: 'CrashLoopBackOff' })],
    ['Error', pod({}, { state: 'terminated', ended: ended(1, 'Error') })],
    ['ExitCode:3', pod({}, { state: 'terminated', ended: ended(3, null) })],
    [
      'Init:0/1',
      pod({ initContainers: [container({ ready: false, state: 'running' })] }, { state: 'waiting' }),
    ],
    [
      'Init:ErrImagePull',
      pod({ initContainers: [container({ ready: false, state: 'waiting', reason: 'ErrImagePull' })] }),
    ],
    [
      'Init:Error',
      pod({ initContainers: [container({ ready: false, state: 'terminated', ended: ended(1, 'Error') })] }),
    ],
    [
      'Running',
      pod({
        initContainers: [container({ ready: true, state: 'terminated', ended: ended(0, 'Completed') })],
      }),
    ],
  ])('%s', (word, input) => {
    expect(podStatus(input)).toBe(word);
  });
});

describe('podState', () => {
  it.each([
    ['Running', true, 'ready'],
    ['Running', false, 'unready'],
    ['Pending', false, 'unready'],
    ['Init:0/1', false, 'unready'],
    ['CrashLoopBackOff', false, 'failing'],
    ['Init:ErrImagePull', false, 'failing'],
    ['ExitCode:3', false, 'failing'],
    ['OOMKilled', false, 'failing'],
    ['Evicted', false, 'failing'],
    ['OutOfcpu', false, 'failing'],
    ['NodeAffinity', false, 'failing'],
    ['Terminated', false, 'failing'],
    ['Completed', false, 'completed'],
    ['Terminating', true, 'terminating'],
  ] as const)('%s, ready: %s, is %s', (status, ready, state) => {
    expect(podState(status, ready)).toBe(state);
  });
});

it('has the kubelet’s words for a pod that was put out, and for no other', () => {
  const message = 'The node was low on resource: memory.';
  expect(podEnd(pod({ phase: 'Failed', reason: 'Evicted', message }))).toBe(message);
  expect(podEnd(pod({ phase: 'Pending', message }))).toBeNull();
});

it('knows which pods may hold a shell', () => {
  expect(mayHoldShell(pod({}, { state: 'running' }))).toBe(true);
  expect(mayHoldShell(pod({}, { state: 'waiting', ended: ended(1, 'Error') }))).toBe(true);
  expect(mayHoldShell(pod({}, { state: 'waiting', ended: ended(128, 'StartError') }))).toBe(false);
  expect(mayHoldShell(pod({}, { state: 'waiting' }))).toBe(false);
  const evicted = pod(
    { phase: 'Failed', reason: 'Evicted' },
    { state: 'terminated', ended: ended(137, 'Error') },
  );
  expect(mayHoldShell(evicted)).toBe(false);
});

import { describe, expect, it } from 'vitest';
import { container, pod } from './fixtures';
import { podStatus } from './pod-status';

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

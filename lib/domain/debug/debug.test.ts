import { describe, expect, it } from 'vitest';
import { debugProgress, renderDebugContainer, targetUser } from './index';

describe('a debug container', () => {
  it('meets the level restricted, and asks for nothing', () => {
    const container = renderDebugContainer({
      name: 'debug-x',
      target: 'web',
      image: 'r/b@sha256:0',
      user: 65532,
    });
    expect(container['securityContext']).toEqual({
      runAsNonRoot: true,
      runAsUser: 65532,
      runAsGroup: 65532,
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(Object.keys(container)).not.toEqual(expect.arrayContaining(['env', 'envFrom', 'volumeMounts']));
    expect(container.targetContainerName).toBe('web');
  });

  it('runs as its target does, unless that is root or not known', () => {
    expect(targetUser({ runAsUser: 7 }, { runAsUser: 8 }, '9')).toBe(7);
    expect(targetUser({}, { runAsUser: 8 }, '9')).toBe(8);
    expect(targetUser(undefined, undefined, '9:10')).toBe(9);
    expect(targetUser(undefined, undefined, 'nginx')).toBeNull();
    expect(targetUser({ runAsUser: 0 }, undefined, '9')).toBeNull();
    expect(targetUser(undefined, undefined, null)).toBeNull();
  });
});

describe('its progress', () => {
  const waiting = (reason: string | null, message: string | null = null) =>
    debugProgress({ state: 'waiting', reason, message, exitCode: null });

  it('tells what passes from what does not', () => {
    expect(waiting('ContainerCreating')).toEqual({ kind: 'starting' });
    expect(debugProgress({ state: 'running', reason: null, message: null, exitCode: null })).toEqual({
      kind: 'running',
    });
    expect(waiting('ErrImagePull', 'Failed to pull image "x": no such host')).toEqual({
      kind: 'failing',
      detail: 'no such host',
      passing: true,
    });
    expect(waiting('CreateContainerConfigError', 'no')).toEqual({
      kind: 'failing',
      detail: 'no',
      passing: false,
    });
    const ended = { state: 'terminated', reason: 'StartError', exitCode: 128 } as const;
    expect(debugProgress({ ...ended, message: 'exec: "sh": executable file not found in $PATH' })).toEqual({
      kind: 'no-shell',
    });
    expect(debugProgress({ ...ended, reason: 'Error', message: null, exitCode: 137 })).toEqual({
      kind: 'over',
    });
  });
});

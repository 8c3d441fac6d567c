import { beforeEach, expect, it, vi } from 'vitest';
import { recallDock, rememberDock } from './dock-memory';
import type { DockState, DockTab } from './dock-store';

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
  return () => vi.unstubAllGlobals();
});

const shell = (id: string, running: boolean): DockTab => ({
  id,
  kind: 'shell',
  title: id,
  target: { project: 'shop', pod: id },
  running,
  lasting: running,
  session: `session of ${id}`,
});
const log: DockTab = { id: 'log-1', kind: 'log', title: 'web', target: { project: 'shop', app: 'web' } };
const dock = (tabs: DockTab[], active: string): DockState => ({ tabs, active, hidden: false, height: 320 });

it('brings back logs and shells that run', () => {
  const state = dock([shell('shell-1', true), log], 'shell-1');
  rememberDock('ann', state);
  expect(recallDock('ann')).toEqual(state);
  expect(recallDock('bob')).toBeNull();
});

it('leaves out a shell that has ended, and shows another tab instead', () => {
  rememberDock('ann', dock([log, shell('shell-1', true), shell('shell-2', false)], 'shell-2'));
  expect(recallDock('ann')).toEqual(dock([log, shell('shell-1', true)], 'shell-1'));
});

it('brings back a shell that another page has, or that could not be reached', () => {
  const cut = { ...shell('shell-1', false), lasting: true };
  rememberDock('ann', dock([cut], 'shell-1'));
  expect(recallDock('ann')?.tabs).toEqual([cut]);
});

it('brings nothing back when all have ended', () => {
  rememberDock('ann', dock([shell('shell-1', true)], 'shell-1'));
  rememberDock('ann', dock([shell('shell-1', false)], 'shell-1'));
  expect(recallDock('ann')).toBeNull();
});

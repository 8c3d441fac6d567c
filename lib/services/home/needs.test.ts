import { describe, expect, it } from 'vitest';
import { needsOf } from './needs';
import type { AppVerdict } from './verdicts';

type Project = Parameters<typeof needsOf>[0][number];

const project = (change: Partial<Project>): Project => ({
  name: 'shop',
  displayName: 'Shop',
  tenant: 'acme',
  tenantDisplayName: 'Acme',
  cluster: 'local',
  environment: 'dev',
  podSecurity: 'baseline',
  phase: 'active',
  problem: null,
  quota: { cpu: '4', memory: '8Gi', pods: 50, volumes: 20, storage: '100Gi' },
  usage: null,
  health: { apps: 0, available: 0, progressing: 0, degraded: 0, failed: 0, stopped: 0 },
  shells: { record: true, recordingRequired: false, recordingDays: 30 },
  createdAt: '2026-11-21T00:00:00Z',
  role: 'owner',
  rights: { logs: true, exec: true, secrets: true },
  permissions: [],
  ...change,
});
const app = (change: Partial<AppVerdict>): AppVerdict => ({
  project: 'shop',
  app: 'web',
  verdict: 'available',
  reason: '',
  message: '',
  params: {},
  since: new Date('2026-11-21T01:00:00Z'),
  ...change,
});

describe('needsOf', () => {
  it('is silent when all is well', () => {
    expect(
      needsOf([project({})], [app({}), app({ verdict: 'progressing' }), app({ verdict: 'stopped' })]),
    ).toEqual([]);
  });

  it('puts failed apps before broken projects, degraded apps and quotas; newest first', () => {
    const needs = needsOf(
      [
        project({ phase: 'broken', problem: { code: 'cluster.timeout', params: {} } }),
        project({ name: 'full', usage: [{ resource: 'pods', used: '46', hard: '50' }] }),
      ],
      [
        app({ app: 'slow', verdict: 'degraded' }),
        app({ app: 'old', verdict: 'failed', reason: 'OOMKilled', since: new Date('2026-11-20T00:00:00Z') }),
        app({ app: 'new', verdict: 'failed', reason: 'ImagePullBackOff' }),
      ],
    );
    expect(needs.map((need) => [need.kind, need.app ?? need.project])).toEqual([
      ['app-failed', 'new'],
      ['app-failed', 'old'],
      ['project-broken', 'shop'],
      ['app-degraded', 'slow'],
      ['quota', 'full'],
    ]);
    expect(needs[2]?.message).toBe('The cluster did not answer in time.');
    expect(needs[4]?.params).toEqual({ used: '46', hard: '50', percent: '92' });
  });

  it('says a quota and its use in one unit', () => {
    const usage = [
      { resource: 'cpu' as const, used: '11500m', hard: '12' },
      { resource: 'memory' as const, used: '7936Mi', hard: '8Gi' },
    ];
    const needs = needsOf([project({ usage })], []);
    expect(needs.map(({ params }) => [params['used'], params['hard']])).toEqual([
      ['11.5', '12'],
      ['7.75 Gi', '8 Gi'],
    ]);
  });

  it('puts apps of which nothing serves before rollouts that an older release serves through', () => {
    const down = { serving: '0', servingRelease: '', release: '2' };
    const served = { serving: '2', servingRelease: '1', release: '2' };
    const needs = needsOf(
      [],
      [
        app({ app: 'blocked', verdict: 'failed', params: served }),
        app({ app: 'lame', verdict: 'degraded', params: served }),
        app({ app: 'dead', verdict: 'degraded', params: down, since: new Date('2026-11-20T00:00:00Z') }),
        app({ app: 'down', verdict: 'failed', params: down, since: new Date('2026-11-19T00:00:00Z') }),
      ],
    );
    expect(needs.map((need) => [need.app, need.outage])).toEqual([
      ['dead', true],
      ['down', true],
      ['blocked', false],
      ['lame', false],
    ]);
  });

  it.each([
    ['3599m', 0],
    ['3600m', 1],
    ['4', 1],
  ])('speaks of a quota of 4 cores at %s: %d times', (used, times) => {
    expect(needsOf([project({ usage: [{ resource: 'cpu', used, hard: '4' }] })], [])).toHaveLength(times);
  });
});

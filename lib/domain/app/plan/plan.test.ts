import { describe, expect, it } from 'vitest';
import { appSpecSchema, type AppSpec } from '../spec';
import { nameFindings, platformFindings, secretFindings, securityFindings, warningFindings } from './checks';
import { roomFindings } from './room';
import { limitFindings } from './limits';
import { quotaAnswer, quotaFindings, type Load, type QuotaFacts } from './quota';

function spec(part: Partial<AppSpec> = {}): AppSpec {
  return appSpecSchema.parse({ image: 'web:1', registry: 'local', ...part });
}

const small = { cpuRequest: '100m', cpuLimit: '500m', memoryRequest: '128Mi', memoryLimit: '256Mi' };
const load = (pods: number, resources = small): Load => ({ pods, resources });
const quota = (hard: Record<string, string>, used: Record<string, string> = {}): QuotaFacts => ({
  name: 'berth',
  hard,
  used,
});

interface QuotaCase {
  name: string;
  quota: QuotaFacts;
  before: Load | null;
  after: Load;
  exceeds: string[];
}

interface FitCase {
  name: string;
  before: Load | null;
  after: Load;
  hard: Record<string, string>;
  used?: Record<string, string>;
  /** Absent when not even one fits. */
  fits?: string;
}

const quotaCases: QuotaCase[] = [
  { name: 'fits exactly', quota: quota({ pods: '3' }), before: null, after: load(3), exceeds: [] },
  { name: 'one too many', quota: quota({ pods: '3' }), before: null, after: load(4), exceeds: ['pods'] },
  {
    name: 'an update needs room for one pod more',
    quota: quota({ pods: '3' }, { pods: '3' }),
    before: load(3),
    after: load(3),
    exceeds: ['pods'],
  },
  {
    name: 'an update with that room',
    quota: quota({ pods: '4', 'limits.cpu': '2' }, { pods: '3', 'limits.cpu': '1500m' }),
    before: load(3),
    after: load(3),
    exceeds: [],
  },
  {
    name: 'bigger pods: the height is at the end of the rollout',
    quota: quota({ 'limits.memory': '1Gi' }, { 'limits.memory': '512Mi' }),
    before: load(2),
    after: load(2, { ...small, memoryLimit: '512Mi' }),
    exceeds: ['limits.memory'],
  },
  {
    name: 'stopping needs nothing',
    quota: quota({ pods: '1' }, { pods: '1' }),
    before: load(1),
    after: load(0),
    exceeds: [],
  },
  {
    name: 'cpu and memory are both told',
    quota: quota({ 'requests.cpu': '50m', 'requests.memory': '64Mi', 'limits.cpu': '4' }),
    before: null,
    after: load(1),
    exceeds: ['requests.cpu', 'requests.memory'],
  },
  {
    name: 'other resources are no business of pods',
    quota: quota({ services: '0', 'count/deployments.apps': '0' }),
    before: null,
    after: load(1),
    exceeds: [],
  },
];

describe('quotaFindings', () => {
  it.each(quotaCases)('$name', ({ quota: facts, before, after, exceeds }) => {
    expect(quotaFindings([facts], before, after).map((finding) => finding.params['resource'])).toEqual(
      exceeds,
    );
  });

  it('says it in a sentence with the field that mends it', () => {
    const [finding] = quotaFindings([quota({ pods: '1' }, { pods: '1' })], load(1), load(1));
    expect(finding).toMatchObject({
      field: 'replicas',
      message: 'The quota allows 1 of pods; 1 is used and this needs 1 more while pods are replaced.',
    });
  });

  const fitCases: FitCase[] = [
    { name: 'some of a new app', before: null, after: load(9), hard: { pods: '4' }, fits: '4' },
    {
      name: 'the scarcest resource decides',
      before: null,
      after: load(9),
      hard: { pods: '8', 'limits.cpu': '2', 'requests.memory': '1Gi' },
      used: { pods: '1', 'limits.cpu': '500m' },
      fits: '3',
    },
    {
      name: 'an update needs one pod more while pods are replaced',
      before: load(3),
      after: load(3),
      hard: { pods: '3' },
      used: { pods: '3' },
      fits: '2',
    },
    {
      name: 'not even one',
      before: null,
      after: load(3),
      hard: { 'limits.cpu': '400m' },
    },
    { name: 'one, and it does not fit', before: null, after: load(1), hard: { pods: '0' } },
  ];

  it.each(fitCases)('says how many pods fit: $name', ({ before, after, hard, used = {}, fits }) => {
    const findings = quotaFindings([quota(hard, used)], before, after);
    expect(findings[0]?.params['fits']).toBe(fits);
    if (fits === undefined) return;
    expect(findings[0]?.message).toContain(`${fits} of ${after.pods} pods fit.`);
    expect(quotaFindings([quota(hard, used)], before, { ...after, pods: Number(fits) })).toEqual([]);
  });
});

describe('quotaAnswer', () => {
  it('counts what the quota counts', () => {
    expect(
      quotaAnswer(
        [quota({ 'limits.cpu': '2', 'requests.memory': '1Gi', pods: '10' }, { 'limits.cpu': '500m' })],
        null,
        load(2),
      ),
    ).toEqual({
      cpu: { used: '500m', added: '1', hard: '2' },
      memory: { used: '0', added: '256Mi', hard: '1Gi' },
      pods: { used: '0', added: '2', hard: '10' },
    });
  });

  it('counts from the pods that exist, and what goes before something comes', () => {
    const facts = quota({ pods: '50' }, { pods: '4' });
    const pods = (after: number) => quotaAnswer([facts], load(4), load(after)).pods.added;
    // Four of nine fitted: the other five, and one while pods are replaced.
    expect(pods(9)).toBe('6');
    expect(pods(4)).toBe('1');
    expect(pods(1)).toBe('0');
  });

  it('has no bounds without a quota', () => {
    expect(quotaAnswer([], load(1), load(1)).pods).toEqual({ used: '1', added: '1', hard: null });
  });
});

describe('limitFindings', () => {
  it.each([
    [{ type: 'Container', max: { cpu: '400m' } }, ['resources.cpuLimit']],
    [{ type: 'Pod', max: { memory: '256Mi' }, min: { memory: '256Mi' } }, ['resources.memoryRequest']],
    [{ type: 'PersistentVolumeClaim', max: { cpu: '1m' } }, []],
  ])('%j', (limit, fields) => {
    expect(limitFindings([limit], small).map((finding) => finding.field)).toEqual(fields);
  });
});

describe('checks', () => {
  it('a restricted project takes no root image', () => {
    expect(securityFindings('restricted', spec())).toHaveLength(1);
    expect(securityFindings('restricted', spec({ runAsNonRoot: true }))).toEqual([]);
    expect(securityFindings('baseline', spec())).toEqual([]);
  });

  it('warnings are told once', () => {
    const told = (runAsNonRoot: boolean) =>
      warningFindings(['a', 'a', 'would violate PodSecurity "restricted:latest": x'], spec({ runAsNonRoot }));
    expect(told(false).map((finding) => finding.message)).toEqual(['a']);
    expect(told(true)).toHaveLength(2);
  });

  it.each([
    [['linux/arm64/v8'], ['amd64'], 1],
    [['linux/arm64', 'linux/amd64'], ['amd64'], 0],
    [[], ['amd64'], 0],
    [['linux/arm64'], [], 0],
  ])('platforms %j on nodes %j', (platforms, nodes, count) => {
    expect(platformFindings('web', platforms, nodes)).toHaveLength(count);
  });

  it('secrets that are missing, lack the key, or could not be read', () => {
    const input = spec({
      env: [
        { name: 'A', secret: { name: 'gone', key: 'k' } },
        { name: 'B', secret: { name: 'there', key: 'nope' } },
        { name: 'C', secret: { name: 'there', key: 'k' } },
        { name: 'D', secret: { name: 'unknown', key: 'k' } },
      ],
    });
    const keys = new Map([
      ['gone', null],
      ['there', ['k']],
    ]);
    expect(secretFindings(input, keys).map((finding) => finding.field)).toEqual([
      'env.0.secret',
      'env.1.secret',
    ]);
  });

  it('no node has as much as a pod asks for', () => {
    const node = (cpu: string, memory: string, part = {}) => ({
      ready: true,
      schedulable: true,
      allocatable: { cpu, memory },
      ...part,
    });
    const asks = (cpuRequest: string, memoryRequest: string) => ({ ...small, cpuRequest, memoryRequest });
    const nodes = [
      node('1', '8Gi'),
      node('2', '4Gi'),
      node('64', '256Gi', { ready: false }),
      node('64', '256Gi', { schedulable: false }),
    ];
    expect(roomFindings(nodes, asks('2', '8Gi'))).toEqual([]);
    expect(roomFindings([], asks('100', '1Ti'))).toEqual([]);
    expect(roomFindings(nodes, asks('3', '9Gi'))).toEqual([
      {
        severity: 'warning',
        kind: 'cluster',
        message: 'A pod asks for 3 CPU; the largest node has 2.',
        params: { resource: 'cpu', asked: '3', most: '2' },
        field: 'resources.cpuRequest',
      },
      {
        severity: 'warning',
        kind: 'cluster',
        message: 'A pod asks for 9 Gi of memory; the largest node has 8 Gi.',
        params: { resource: 'memory', asked: '9Gi', most: '8Gi' },
        field: 'resources.memoryRequest',
      },
    ]);
    expect(roomFindings(nodes, asks('2001m', '1Gi')).map(({ params }) => params['asked'])).toEqual(['2001m']);
  });

  it('a name with a digit in front is no Service', () => {
    expect(nameFindings('1web', spec())).toEqual([]);
    expect(nameFindings('1web', spec({ ports: [{ name: 'http', port: 1, protocol: 'TCP' }] }))).toHaveLength(
      1,
    );
  });
});

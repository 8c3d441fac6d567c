import { describe, expect, it } from 'vitest';
import { toYaml } from './diff';
import { appSpecSchema, type AppSpec } from './spec';
import { progressDeadline, renderApp, wantedReplicas, type RenderInput } from './render';

function spec(part: Partial<AppSpec> = {}): AppSpec {
  return appSpecSchema.parse({ image: 'samples/web:1', registry: 'local', ...part });
}

const base: RenderInput = {
  project: 'shop',
  app: 'web',
  spec: spec(),
  desired: { replicas: 1, stopped: false, restartedAt: null },
  release: 1,
  reference: 'registry.example/samples/web@sha256:4f1c',
  pullSecretName: null,
  stabilitySeconds: 10,
};

interface Case {
  name: string;
  input: RenderInput;
}

const cases: Case[] = [
  { name: 'minimal-root', input: base },
  {
    name: 'web-nonroot',
    input: {
      ...base,
      release: 14,
      pullSecretName: 'registry-local',
      desired: { replicas: 3, stopped: false, restartedAt: '2026-11-21T04:00:00Z' },
      spec: spec({
        replicas: 3,
        runAsNonRoot: true,
        ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
        readiness: { kind: 'tcp', port: 8080 },
      }),
    },
  },
  {
    name: 'everything',
    input: {
      ...base,
      release: 2,
      desired: { replicas: 2, stopped: true, restartedAt: null },
      spec: spec({
        image: 'samples/web@sha256:4f1c',
        command: ['/web'],
        args: ['--port', '8080'],
        env: [
          { name: 'PLAIN', value: 'yes' },
          { name: 'EMPTY', value: '' },
          { name: 'TOKEN', secret: { name: 'web', key: 'token' } },
        ],
        ports: [
          { name: 'http', port: 8080, protocol: 'TCP' },
          { name: 'dns', port: 53, protocol: 'UDP' },
        ],
        readiness: { kind: 'http', port: 8080, path: '/healthz' },
        liveness: { kind: 'command', command: ['/web', 'check'] },
      }),
    },
  },
];

describe('renderApp', () => {
  it.each(cases)('$name', async ({ name, input }) => {
    const text = renderApp(input).map(toYaml).join('---\n');
    await expect(text).toMatchFileSnapshot(`golden/${name}.golden.yaml`);
  });

  it('selects by labels that no release changes', () => {
    const selectors = [1, 2].map((release) => {
      const [deployment] = renderApp({ ...base, release });
      return JSON.stringify((deployment?.['spec'] as { selector: unknown } | undefined)?.selector);
    });
    expect(selectors[0]).toBe(selectors[1]);
  });
});

describe('numbers', () => {
  it('a stopped app wants no pods', () => {
    expect(wantedReplicas({ replicas: 3, stopped: true, restartedAt: null })).toBe(0);
  });

  it.each([
    [10, 300],
    [60, 300],
    [600, 840],
  ])('the deadline leaves room for a stability window of %i s', (stability, deadline) => {
    expect(progressDeadline(stability)).toBe(deadline);
  });
});

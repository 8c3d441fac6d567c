import { describe, expect, it } from 'vitest';
import { applyPatch, deriveSpec, type DraftFields, type ImageFacts } from './derive';

const web: ImageFacts = { nonRoot: true, ports: [{ port: 8080, protocol: 'TCP' }] };

function derive(draft: DraftFields = {}, config: ImageFacts | null = web) {
  return deriveSpec({ image: 'samples/web:1', ...draft }, 'local', config);
}

describe('deriveSpec', () => {
  it('finds port, readiness and user in the image', () => {
    expect(derive()).toMatchObject({
      replicas: 1,
      ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
      readiness: { kind: 'tcp', port: 8080 },
      liveness: { kind: 'none' },
      runAsNonRoot: true,
    });
  });

  it('gives an image without ports none', () => {
    expect(derive({}, { nonRoot: false, ports: [] })).toMatchObject({
      ports: [],
      readiness: { kind: 'none' },
      runAsNonRoot: false,
    });
  });

  it('names several ports apart', () => {
    const ports = [
      { port: 53, protocol: 'UDP' as const },
      { port: 443, protocol: 'TCP' as const },
      { port: 80, protocol: 'TCP' as const },
    ];
    const spec = derive({}, { nonRoot: false, ports });
    expect(spec.ports.map((port) => port.name)).toEqual(['http', 'tcp-443', 'udp-53']);
  });

  it('takes what is given', () => {
    expect(derive({ port: 9000 })).toMatchObject({
      ports: [{ port: 9000 }],
      readiness: { kind: 'tcp', port: 9000 },
    });
    expect(derive({ readiness: { kind: 'none' } }).readiness).toEqual({ kind: 'none' });
  });

  it.each<[string, DraftFields, string]>([
    ['port and ports', { port: 1, ports: [] }, 'port'],
    [
      'equal env',
      {
        env: [
          { name: 'A', value: '1' },
          { name: 'A', value: '2' },
        ],
      },
      'env.1.name',
    ],
    [
      'equal port names',
      {
        ports: [
          { name: 'http', port: 1, protocol: 'TCP' },
          { name: 'http', port: 2, protocol: 'TCP' },
        ],
      },
      'ports.1.name',
    ],
    ['request above limit', { resources: { cpuRequest: '2', cpuLimit: '1' } }, 'resources.cpuRequest'],
  ])('refuses %s', (_, draft, path) => {
    expect(() => derive(draft)).toThrow(
      expect.objectContaining({ fields: [expect.objectContaining({ path })] }) as Error,
    );
  });

  it.each([
    [{ cpuLimit: '50m' }, { cpuRequest: '50m', cpuLimit: '50m' }],
    [{ cpuRequest: '2' }, { cpuRequest: '2', cpuLimit: '2' }],
    [{ memoryLimit: '64Mi' }, { memoryRequest: '64Mi', memoryLimit: '64Mi' }],
  ])('%j moves its partner', (resources, expected) => {
    expect(derive({ resources }).resources).toMatchObject(expected);
  });
});

describe('applyPatch', () => {
  it('changes only what is given', () => {
    const old = derive({ replicas: 3, env: [{ name: 'A', value: '1' }] });
    const next = applyPatch(old, { image: 'samples/web:2' }, 'local', web);
    expect(next).toEqual({ ...old, image: 'samples/web:2' });
  });

  it('moves a default readiness with the port, not one that was chosen', () => {
    expect(applyPatch(derive(), { port: 9000 }, 'local', null).readiness).toEqual({
      kind: 'tcp',
      port: 9000,
    });
    const chosen = derive({ readiness: { kind: 'http', port: 8080, path: '/healthz' } });
    expect(applyPatch(chosen, { port: 9000 }, 'local', null).readiness).toEqual(chosen.readiness);
  });

  it('keeps the user of the image unless the image changes', () => {
    expect(applyPatch(derive(), { replicas: 2 }, 'local', null).runAsNonRoot).toBe(true);
    expect(applyPatch(derive(), { image: 'x' }, 'local', { nonRoot: false, ports: [] }).runAsNonRoot).toBe(
      false,
    );
  });
});

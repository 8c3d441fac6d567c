import { describe, expect, it } from 'vitest';
import { createAppBody } from '@/lib/contract/apps';
import { appSpecSchema } from '@/lib/domain/app';
import {
  changedBody,
  EMPTY_VALUES,
  fromSpec,
  freeName,
  nameFromImage,
  toCreateBody,
  toPatchBody,
} from './form-values';

describe('deploy form', () => {
  it('makes a body that the API accepts', () => {
    const body = toCreateBody({
      ...EMPTY_VALUES,
      name: 'web',
      image: 'samples/web:1',
      port: 8080,
      env: [
        { name: 'A', source: 'value', value: '', secretName: '', secretKey: '' },
        { name: 'B', source: 'secret', value: 'ignored', secretName: 's', secretKey: 'k' },
        { name: '', source: 'value', value: 'row left empty', secretName: '', secretKey: '' },
      ],
      command: '/bin/sh\n-c\n\nsleep 1',
    });
    const parsed = createAppBody.parse(body);
    expect(parsed.env).toEqual([
      { name: 'A', value: '' },
      { name: 'B', secret: { name: 's', key: 'k' } },
    ]);
    expect(parsed.command).toEqual(['/bin/sh', '-c', 'sleep 1']);
    expect(parsed.readiness).toEqual({ kind: 'tcp', port: 8080 });
  });

  it('never requests more than the limit', () => {
    expect(toPatchBody({ ...EMPTY_VALUES, cpu: [400, 100], memory: [512, 64] }).resources).toEqual({
      cpuRequest: '100m',
      cpuLimit: '100m',
      memoryRequest: '64Mi',
      memoryLimit: '64Mi',
    });
  });

  it('asks for no probe where there is no port', () => {
    expect(toPatchBody({ ...EMPTY_VALUES, readiness: 'http', port: null }).readiness).toEqual({
      kind: 'none',
    });
  });

  it('reads an AppSpec back without loss', () => {
    const spec = appSpecSchema.parse({
      image: 'samples/web:1',
      registry: 'local',
      ports: [{ port: 8080 }],
      env: [{ name: 'A', value: 'x' }],
      args: ['--flag', 'two words'],
      resources: { cpuRequest: '0.1', cpuLimit: '1', memoryRequest: '64Mi', memoryLimit: '1Gi' },
      readiness: { kind: 'http', port: 8080, path: '/healthz' },
    });
    const body = toPatchBody(fromSpec('web', spec, 3));
    expect(body).toMatchObject({
      replicas: 3,
      args: ['--flag', 'two words'],
      env: [{ name: 'A', value: 'x' }],
      resources: { cpuRequest: '100m', cpuLimit: '1000m', memoryRequest: '64Mi', memoryLimit: '1024Mi' },
      readiness: { kind: 'http', port: 8080, path: '/healthz' },
    });
  });

  it('sends only what was changed', () => {
    const spec = appSpecSchema.parse({
      image: 'samples/web:1',
      registry: 'local',
      ports: [{ port: 80 }, { port: 81 }],
    });
    const before = fromSpec('web', spec, 1);
    expect(changedBody(before, { ...before, image: 'samples/web:2' })).toEqual({ image: 'samples/web:2' });
    expect(changedBody(before, before)).toEqual({});
  });

  it.each([
    ['samples/web:1', 'web'],
    ['10.0.0.1:5000/team/My_App:v1', 'my-app'],
    ['web@sha256:abc', 'web'],
  ])('names an app after %s', (image, name) => {
    expect(nameFromImage(image)).toBe(name);
  });
});

it('proposes a name that nobody has', () => {
  expect(freeName('web', [])).toBe('web');
  expect(freeName('web', ['web', 'web-2'])).toBe('web-3');
});

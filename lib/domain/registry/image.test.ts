import { describe, expect, it } from 'vitest';
import { choosePlatform, parseImageConfig, time } from './image';

describe('parseImageConfig', () => {
  it('reads what running an image needs', () => {
    const config = parseImageConfig({
      created: '2026-11-16T09:00:00Z',
      config: {
        User: '65532:65532',
        ExposedPorts: { '8443/tcp': {}, '8080': {}, '53/udp': {}, 'x/tcp': {}, '70000/tcp': {} },
        Env: ['PATH=/bin', 'EMPTY=', 'A=b=c', 'BARE'],
        Entrypoint: ['/web'],
        Cmd: null,
        WorkingDir: '/srv',
        Healthcheck: { Test: ['CMD', 'true'] },
      },
    });
    expect(config).toEqual({
      user: '65532:65532',
      nonRoot: true,
      ports: [
        { port: 53, protocol: 'UDP' },
        { port: 8080, protocol: 'TCP' },
        { port: 8443, protocol: 'TCP' },
      ],
      env: [
        { name: 'PATH', value: '/bin' },
        { name: 'EMPTY', value: '' },
        { name: 'A', value: 'b=c' },
        { name: 'BARE', value: '' },
      ],
      entrypoint: ['/web'],
      command: [],
      workingDir: '/srv',
      created: '2026-11-16T09:00:00.000Z',
      hasHealthcheck: true,
    });
  });

  it.each([
    ['', false],
    ['0', false],
    ['root', false],
    ['nginx', false],
    ['1000', true],
    ['1000:0', true],
  ])('user %j can be proved not to be root: %s', (user, nonRoot) =>
    expect(parseImageConfig({ config: { User: user } }).nonRoot).toBe(nonRoot),
  );

  it.each([null, [], 'x', {}, { config: null }, { config: { ExposedPorts: [], Env: 'x' } }])(
    'survives %j',
    (blob) => expect(parseImageConfig(blob).ports).toEqual([]),
  );
});

describe('choosePlatform', () => {
  it.each([
    [['linux/arm64', 'linux/amd64'], 'linux/amd64', 1],
    [['linux/arm/v7', 'linux/arm64/v8'], 'linux/arm64', 1],
    [['windows/amd64', 'linux/s390x'], 'linux/amd64', 1],
    [['windows/amd64'], 'linux/amd64', 0],
  ])('%j for %s', (platforms, wanted, index) => expect(choosePlatform(platforms, wanted)).toBe(index));
});

describe('time', () => {
  it.each([
    ['2026-11-21T03:21:03.215Z', '2026-11-21T03:21:03.215Z'],
    ['0001-01-01T00:00:00.000Z', null],
    [null, null],
    ['never', null],
  ])('%j', (value, shown) => expect(time(value)).toBe(shown));
});

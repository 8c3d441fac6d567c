import { describe, expect, it } from 'vitest';
import { apiOrigin, pullHost, referenceHosts, registryOrigin } from './url';

describe('registryOrigin', () => {
  it.each([
    ['harbor.example.com', 'https://harbor.example.com'],
    ['https://harbor.example.com/', 'https://harbor.example.com'],
    ['http://10.99.0.1:5000', 'http://10.99.0.1:5000'],
    ['https://reg.example.com/v2/', 'https://reg.example.com'],
    ['https://harbor.example.com/harbor/projects/2/repositories', 'https://harbor.example.com'],
    ['https://harbor.example.com/api/v2.0', 'https://harbor.example.com'],
    ['reg.example.com:443', 'https://reg.example.com'],
  ])('%s', (typed, origin) => expect(registryOrigin(typed)).toBe(origin));

  it.each([
    '',
    'ftp://reg.io',
    'https://user:pw@reg.io',
    'https://reg.io/team',
    'https://reg.io/?x=1',
    'https://',
    'file:///etc',
  ])('refuses %j', (typed) => expect(() => registryOrigin(typed)).toThrow());
});

describe('hosts', () => {
  it('writes the port out where a host would be read as a folder of Docker Hub', () => {
    expect(pullHost('http://harbor')).toBe('harbor:80');
    expect(pullHost('https://harbor')).toBe('harbor:443');
    expect(pullHost('https://harbor.example.com')).toBe('harbor.example.com');
    expect(pullHost('http://10.99.0.1:5000')).toBe('10.99.0.1:5000');
    expect(pullHost('https://registry-1.docker.io')).toBe('docker.io');
  });

  it('knows every name of a registry', () => {
    expect(referenceHosts('http://harbor')).toEqual(['harbor', 'harbor:80']);
    expect(referenceHosts('https://reg.io')).toEqual(['reg.io', 'reg.io:443']);
    expect(referenceHosts('http://10.99.0.1:5000')).toEqual(['10.99.0.1:5000']);
  });

  it('asks Docker Hub where its API is', () => {
    expect(apiOrigin('https://docker.io')).toBe('https://registry-1.docker.io');
    expect(apiOrigin('https://reg.io')).toBe('https://reg.io');
  });
});

import { describe, expect, it } from 'vitest';
import { credentialHost, renderPullSecret, type PullCredentials } from './pull-secret';

const shop = { id: '01890a5d-ac96-774b-bcce-b302099a8057', name: 'shop', tenant: 'retail' };

function auths(registry: PullCredentials): Record<string, Record<string, string>> {
  const data = renderPullSecret(shop, registry)['data'] as Record<string, string>;
  const json = Buffer.from(data['.dockerconfigjson'] ?? '', 'base64').toString('utf8');
  return (JSON.parse(json) as { auths: Record<string, Record<string, string>> }).auths;
}

describe('renderPullSecret', () => {
  it.each([
    ['robot$shop+ci', 'S3cret$ä"\\'],
    ['管理员', '密码:with:colons'],
  ])('keeps %s and its password byte for byte', (username, password) => {
    const entry = auths({ name: 'harbor', url: 'https://harbor.example.com', username, password })[
      'harbor.example.com'
    ];
    expect(entry).toMatchObject({ username, password });
    expect(Buffer.from(entry?.['auth'] ?? '', 'base64').toString('utf8')).toBe(`${username}:${password}`);
  });

  it('is empty without credentials', () => {
    expect(auths({ name: 'open', url: 'http://10.99.0.1:5000', username: null, password: null })).toEqual({});
  });

  it('carries the type and name by which pods find it', () => {
    const secret = renderPullSecret(shop, {
      name: 'harbor',
      url: 'https://harbor.example.com',
      username: 'u',
      password: 'p',
    });
    expect(secret['type']).toBe('kubernetes.io/dockerconfigjson');
    expect(secret.metadata).toMatchObject({ name: 'berth-registry-harbor', namespace: 'shop' });
  });
});

describe('credentialHost', () => {
  it.each([
    ['http://10.99.0.1:5000', '10.99.0.1:5000'],
    ['https://harbor.example.com', 'harbor.example.com'],
    ['https://harbor.example.com:8443', 'harbor.example.com:8443'],
    ['https://harbor', 'harbor:443'],
    ['https://docker.io', 'https://index.docker.io/v1/'],
  ])('%s → %s', (url, host) => {
    expect(credentialHost(url)).toBe(host);
  });
});

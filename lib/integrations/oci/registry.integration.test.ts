import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RegistryAddress } from '@/lib/domain/registry';
import { TestAuthority } from '@/lib/testing/certificates';
import type { HttpDouble } from '@/lib/testing/http-double';
import { pushImage, startRegistry, type RunningRegistry } from '@/lib/testing/registry-process';
import { startTokenService, TOKEN_SERVICE } from '@/lib/testing/token-service';
import { useUnitConfig } from '@/lib/testing/unit-config';
import { OciClient } from './index';

useUnitConfig();

const basic = (user: string, password: string) =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
const failing = (code: string) => expect.objectContaining({ code });
const everything = { search: '', cursor: undefined, limit: 50 };
const linux = 'linux/amd64';

let authority: TestAuthority;
let secure: RunningRegistry;
let tokens: HttpDouble;
let tokened: RunningRegistry;
const digests: Record<string, string> = {};

beforeAll(async () => {
  authority = new TestAuthority();
  const certificate = authority.issue('IP:127.0.0.1');
  secure = await startRegistry({
    auth: { kind: 'basic', username: 'berth', password: 'right' },
    tls: certificate,
  });
  const authorization = basic('berth', 'right');
  const created = (day: number) => ({ created: `2026-11-0${day}T00:00:00Z` });
  const push = async (repository: string, tag: string, day: number, platforms = [linux]) => {
    const images = platforms.map((platform) => ({
      platform,
      config: { ...created(day), config: { User: '1000', Cmd: [platform] } },
    }));
    digests[`${repository}:${tag}`] = await pushImage(
      secure.url,
      authorization,
      { repository, tags: [tag], images },
      authority.ca,
    );
  };
  await push('team/web', '1.9', 3);
  await push('team/web', '1.10', 1);
  await push('team/multi', '1', 2, [linux, 'linux/arm64']);

  tokens = await startTokenService(authority.issue('DNS:tokens'), [
    { username: 'all', password: 'right', scopes: ['*'] },
    { username: 'puller', password: 'right', scopes: ['repository:team/web:pull'] },
  ]);
  tokened = await startRegistry({
    auth: {
      kind: 'token',
      realm: `${tokens.origin}/token`,
      ...TOKEN_SERVICE,
      rootCertificates: authority.ca,
    },
  });
  const image = { repository: 'team/web', tags: ['1'], images: [{ platform: linux, config: created(1) }] };
  await pushImage(tokened.url, await pushToken('team/web'), image);
});

async function pushToken(repository: string): Promise<string> {
  const url = `${tokens.origin}/token?service=${TOKEN_SERVICE.service}&scope=repository:${repository}:pull,push`;
  const response = await fetch(url, { headers: { authorization: basic('all', 'right') } });
  return `Bearer ${((await response.json()) as { token: string }).token}`;
}

afterAll(async () => {
  await Promise.all([secure.stop(), tokened.stop(), tokens.close()]);
  authority.remove();
});

const overTls = (more: Partial<RegistryAddress> = {}) =>
  new OciClient({ url: secure.url, username: 'berth', password: 'right', caBundle: authority.ca, ...more });
const withTokens = (username: string | null, password = 'right') =>
  new OciClient({
    url: tokened.url,
    username,
    password: username === null ? null : password,
    caBundle: null,
  });

describe('Basic authentication over TLS of a private authority', () => {
  it('connects and says what the account may do', async () => {
    expect(await overTls().test()).toEqual({
      account: 'person',
      product: 'OCI distribution',
      list: true,
      pull: true,
    });
  });

  it('says clearly why it can’t', async () => {
    await expect(overTls({ caBundle: null }).test()).rejects.toEqual(failing('registry.tls'));
    await expect(overTls({ password: 'wrong' }).test()).rejects.toEqual(failing('registry.credentials'));
    await expect(overTls({ username: null, password: null }).test()).rejects.toEqual(
      failing('registry.sign_in'),
    );
    const { port } = new URL(secure.url);
    await expect(overTls({ url: `https://localhost:${port}` }).test()).rejects.toEqual(
      failing('registry.tls'),
    );
    await expect(overTls({ url: 'https://no-such-host.invalid' }).test()).rejects.toEqual(
      failing('registry.name'),
    );
    await expect(overTls({ url: 'https://10.0.0.1' }).test()).rejects.toEqual(
      failing('registry.address_refused'),
    );
  });

  it('lists repositories and tags, by time within a page', async () => {
    const repositories = await overTls().searchRepositories(everything);
    expect(repositories).toMatchObject({ complete: true, total: 2, next: null });
    expect(repositories.items.map((row) => row.name)).toEqual(['team/multi', 'team/web']);
    const artifacts = await overTls().listArtifacts('team/web', everything);
    // 1.9 was built after 1.10.
    expect(artifacts.items.map((row) => row.tags)).toEqual([['1.9'], ['1.10']]);
    expect(artifacts.items[0]).toMatchObject({
      digest: digests['team/web:1.9'],
      pushedAt: '2026-11-03T00:00:00.000Z',
      platforms: [linux],
      type: 'image',
    });
    await expect(overTls().listArtifacts('team/none', everything)).rejects.toEqual(
      failing('resource.not_found'),
    );
  });

  it('pins what a tag leads to and reads its config', async () => {
    const found = await overTls().resolve({ repository: 'team/web', reference: '1.9', platform: linux });
    expect(found).toMatchObject({
      digest: digests['team/web:1.9'],
      platforms: [linux],
      config: { user: '1000', nonRoot: true },
    });
    const byDigest = await overTls().resolve({
      repository: 'team/web',
      reference: found.digest,
      platform: linux,
    });
    expect(byDigest.digest).toBe(found.digest);
    const absent = overTls().resolve({ repository: 'team/web', reference: '2', platform: linux });
    await expect(absent).rejects.toEqual(failing('image.not_found'));
  });

  it('chooses the platform of a multi-platform image', async () => {
    for (const platform of [linux, 'linux/arm64']) {
      const found = await overTls().resolve({ repository: 'team/multi', reference: '1', platform });
      expect(found).toMatchObject({
        digest: digests['team/multi:1'],
        platforms: [linux, 'linux/arm64'],
        platform,
        config: { command: [platform] },
      });
    }
  });
});

describe('token authentication', () => {
  it('tells right, wrong and missing credentials apart', async () => {
    expect(await withTokens('all').test()).toMatchObject({ list: true, pull: true });
    await expect(withTokens('all', 'wrong').test()).rejects.toEqual(failing('registry.credentials'));
    await expect(withTokens(null).test()).rejects.toEqual(failing('registry.sign_in'));
  });

  it('pulls with an account that may not list, and says that it may not', async () => {
    const puller = withTokens('puller');
    expect(await puller.test()).toMatchObject({ list: false, pull: true });
    await expect(puller.searchRepositories(everything)).rejects.toEqual(failing('registry.listing_refused'));
    expect((await puller.listArtifacts('team/web', everything)).items.map((row) => row.tags)).toEqual([
      ['1'],
    ]);
    expect(await puller.resolve({ repository: 'team/web', reference: '1', platform: linux })).toMatchObject({
      platforms: [linux],
    });
    const other = puller.resolve({ repository: 'team/other', reference: '1', platform: linux });
    await expect(other).rejects.toEqual(failing('registry.forbidden'));
  });

  it('asks for one token a scope and keeps it', async () => {
    const client = withTokens('all');
    const before = tokens.seen.length;
    await client.resolve({ repository: 'team/web', reference: '1', platform: linux });
    await client.resolve({ repository: 'team/web', reference: '1', platform: linux });
    const asked = tokens.seen
      .slice(before)
      .map((request) => new URL(request.url, 'http://t').searchParams.get('scope'));
    expect(asked).toEqual(['repository:team/web:pull']);
  });
});

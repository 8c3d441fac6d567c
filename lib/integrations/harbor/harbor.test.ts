import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ListQuery, RegistryAddress } from '@/lib/domain/registry';
import { imageConfig, startHarborDouble, type DoubleProject } from '@/lib/testing/harbor-double';
import type { HttpDouble } from '@/lib/testing/http-double';
import { useUnitConfig } from '@/lib/testing/unit-config';
import { HarborClient } from './index';

useUnitConfig();

const MANY = 10_000;
const at = (minute: number) => new Date(Date.UTC(2026, 10, 1, 0, minute)).toISOString();

function image(tags: string[], minute: number, more: object = {}) {
  return {
    tags,
    pushTime: at(minute),
    config: imageConfig(at(minute), { User: '1000', ExposedPorts: { '8080/tcp': {} } }),
    ...more,
  };
}

const shop: DoubleProject = {
  name: 'shop',
  public: false,
  repositories: [
    {
      name: 'team/web',
      updateTime: at(9),
      artifacts: [
        image(['1.0'], 1),
        image(['1.2', 'latest'], 5, {
          scan: { status: 'Success', severity: 'High', counts: { High: 2, Low: 1 }, fixable: 1 },
        }),
        image(['1.1'], 3, { platforms: ['linux/amd64', 'linux/arm64'] }),
        image([], 2),
      ],
    },
    { name: 'api', updateTime: at(8), artifacts: [image(['3'], 7)] },
  ],
};
const big: DoubleProject = {
  name: 'big',
  public: false,
  repositories: [
    ...Array.from({ length: MANY }, (_, index) => ({
      name: `app-${index}`,
      updateTime: at(index),
      artifacts: [],
    })),
    {
      name: 'tags',
      updateTime: at(0),
      artifacts: Array.from({ length: MANY }, (_, index) => image([`1.${index}`], index)),
    },
  ],
};
const rights = ['pull', 'list-repositories', 'list-artifacts'] as const;

let harbor: HttpDouble;
beforeAll(async () => {
  harbor = await startHarborDouble({
    projects: [{ name: 'library', public: true, repositories: [] }, shop, big],
    accounts: [
      { username: 'admin', password: 'pw', kind: 'admin', rights: {} },
      { username: 'robot$shop+pull', password: 'pw', kind: 'robot', rights: { shop: ['pull'] } },
      { username: 'bot-pull', password: 'pw', kind: 'robot', rights: { shop: ['pull'] } },
      { username: 'robot$shop+list', password: 'pw', kind: 'robot', rights: { shop: [...rights] } },
      { username: 'robot$all', password: 'pw', kind: 'robot', rights: { shop: ['pull'], big: [...rights] } },
      { username: 'li', password: 'pw', kind: 'person', rights: { shop: [...rights] } },
    ],
  });
});
afterAll(() => harbor.close());

const client = (
  username: string | null = 'admin',
  password: string | null = 'pw',
  more: Partial<RegistryAddress> = {},
) =>
  new HarborClient({
    url: harbor.origin,
    username,
    password: username === null ? null : password,
    caBundle: null,
    ...more,
  });
const query = (more: Partial<ListQuery> = {}): ListQuery => ({
  search: '',
  cursor: undefined,
  limit: 50,
  ...more,
});
const failing = (code: string) => expect.objectContaining({ code });

describe('test', () => {
  it('tells a person, a robot and nobody apart', async () => {
    expect(await client().test()).toEqual({ account: 'person', product: 'Harbor', list: true, pull: true });
    expect(await client('robot$shop+list').test()).toMatchObject({ account: 'robot', list: true });
    expect(await client('robot$shop+pull').test()).toMatchObject({
      account: 'robot',
      list: false,
      pull: true,
    });
    expect(await client(null).test()).toMatchObject({ account: 'anonymous', list: true });
  });

  it('notices a wrong password, which lists do not', async () => {
    await expect(client('admin', 'no').test()).rejects.toEqual(failing('registry.credentials'));
    await expect(client('robot$shop+list', 'no').test()).rejects.toEqual(failing('registry.credentials'));
    await expect(client('admin', 'no').searchRepositories(query())).rejects.toEqual(
      failing('registry.credentials'),
    );
  });

  it('tells what is no Harbor', async () => {
    const { serveDouble } = await import('@/lib/testing/http-double');
    const page = await serveDouble((_request, response) => response.end('<html>hello</html>'));
    await expect(client('admin', 'pw', { url: page.origin }).test()).rejects.toEqual(
      failing('registry.not_harbor'),
    );
    await page.close();
    await expect(client('admin', 'pw', { url: page.origin }).test()).rejects.toEqual(
      failing('registry.unreachable'),
    );
  });
});

describe('searchRepositories', () => {
  it('lets Harbor search for a person, the latest changed first', async () => {
    const found = await client('li').searchRepositories(query());
    expect(found.items.map((row) => row.name)).toEqual(['shop/team/web', 'shop/api']);
    expect(found).toMatchObject({ total: 2, next: null, complete: true });
    expect(found.items[0]).toMatchObject({ artifacts: 4, updatedAt: at(9) });
    const web = await client('li').searchRepositories(query({ search: 'WEB' }));
    expect(web.items.map((row) => row.name)).toEqual(['shop/team/web']);
    const both = await client('li').searchRepositories(query({ search: 'shop web' }));
    expect(both.items.map((row) => row.name)).toEqual(['shop/team/web']);
  });

  it('does not pass signs of Harbor’s own filter on', async () => {
    const before = harbor.seen.length;
    expect((await client('li').searchRepositories(query({ search: 'a,public=true' }))).items).toEqual([]);
    expect(harbor.seen.slice(before).some((request) => request.url.includes('/repositories'))).toBe(false);
  });

  it('pages through ten thousand', async () => {
    const admin = client();
    const seen = new Set<string>();
    let cursor: string | undefined;
    do {
      const page = await admin.searchRepositories(query({ search: 'app-', cursor, limit: 100 }));
      expect(page.total).toBe(MANY);
      page.items.forEach((row) => seen.add(row.name));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    expect(seen.size).toBe(MANY);
  });

  it('walks the projects of a robot, for /repositories shows it only what is public', async () => {
    const found = await client('robot$shop+list').searchRepositories(query());
    expect(found.items.map((row) => row.name).sort()).toEqual(['shop/api', 'shop/team/web']);
    expect(found).toMatchObject({ complete: true, refused: [] });
  });

  it('finds one of ten thousand for a robot, and says which projects it may not list', async () => {
    const robot = client('robot$all');
    let found = await robot.searchRepositories(query({ search: 'app-9876' }));
    while (!found.complete) found = await robot.searchRepositories(query({ search: 'app-9876' }));
    expect(found.items.map((row) => row.name)).toEqual(['big/app-9876']);
    expect(found.refused).toEqual(['shop']);
  });

  it('says clearly that a robot may only pull', async () => {
    await expect(client('robot$shop+pull').searchRepositories(query())).rejects.toEqual(
      failing('registry.listing_refused'),
    );
  });
});

describe('listArtifacts', () => {
  it('gives tags, digest, size, push time and scan, newest first', async () => {
    const page = await client('li').listArtifacts('shop/team/web', query());
    expect(page.items.map((row) => row.tags)).toEqual([['1.2', 'latest'], ['1.1'], [], ['1.0']]);
    expect(page.items[0]).toMatchObject({
      digest: expect.stringMatching(/^sha256:/),
      size: 1_084_852,
      pushedAt: at(5),
      type: 'image',
      platforms: ['linux/amd64'],
      scan: { status: 'Success', severity: 'High', total: 3, fixable: 1, counts: { High: 2, Low: 1 } },
    });
    expect(page.items[1]).toMatchObject({ platforms: ['linux/amd64', 'linux/arm64'], scan: null });
    expect(page.total).toBe(4);
  });

  it('escapes a slash twice', async () => {
    await client('li').listArtifacts('shop/team/web', query());
    expect(harbor.seen.at(-1)?.url).toContain('/projects/shop/repositories/team%252Fweb/artifacts?');
  });

  it('searches and pages ten thousand tags', async () => {
    const first = await client().listArtifacts('big/tags', query({ limit: 20 }));
    expect(first.items[0]?.tags).toEqual(['1.9999']);
    expect(first.total).toBe(MANY);
    const second = await client().listArtifacts('big/tags', query({ limit: 20, cursor: first.next ?? '' }));
    expect(second.items[0]?.tags).toEqual(['1.9979']);
    const found = await client().listArtifacts('big/tags', query({ search: '1.123' }));
    expect(found.items.map((row) => row.tags[0])).toContain('1.1234');
    expect(found.total).toBe(11);
  });

  it('takes an empty answer for what it is: no such repository', async () => {
    await expect(client().listArtifacts('shop/nothing', query())).rejects.toEqual(
      failing('resource.not_found'),
    );
    await expect(client().listArtifacts('nothing', query())).rejects.toEqual(failing('resource.not_found'));
    await expect(client().listArtifacts('nope/web', query())).rejects.toEqual(failing('resource.not_found'));
  });

  it('falls back to the registry inside for a robot that may only pull', async () => {
    const page = await client('robot$shop+pull').listArtifacts('shop/team/web', query());
    expect(page.items.flatMap((row) => row.tags).sort()).toEqual(['1.0', '1.1', '1.2', 'latest']);
    await expect(client('robot$shop+pull').listArtifacts('big/tags', query())).rejects.toEqual(
      failing('registry.listing_refused'),
    );
  });
});

describe('resolve', () => {
  const linux = 'linux/amd64';

  it('pulls with a token of the address that was configured, not of the one that Harbor was installed with', async () => {
    const found = await client('robot$shop+pull').resolve({
      repository: 'shop/team/web',
      reference: '1.2',
      platform: linux,
    });
    expect(found).toMatchObject({
      digest: expect.stringMatching(/^sha256:[a-f0-9]{64}$/),
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      platforms: [linux],
      config: { user: '1000', nonRoot: true, ports: [{ port: 8080, protocol: 'TCP' }] },
    });
    const token = harbor.seen.find((request) => request.url.startsWith('/service/token'));
    expect(token?.url).toBe(
      '/service/token?service=harbor-registry&scope=repository%3Ashop%2Fteam%2Fweb%3Apull',
    );
  });

  it('pins an index by its own digest and reads the wanted platform', async () => {
    const found = await client().resolve({
      repository: 'shop/team/web',
      reference: '1.1',
      platform: 'linux/arm64',
    });
    expect(found).toMatchObject({
      mediaType: 'application/vnd.oci.image.index.v1+json',
      platforms: [linux, 'linux/arm64'],
      platform: 'linux/arm64',
    });
  });

  it('tells absent from refused', async () => {
    const absent = client().resolve({ repository: 'shop/team/web', reference: '9', platform: linux });
    await expect(absent).rejects.toEqual(failing('image.not_found'));
    const refused = client('robot$shop+pull').resolve({
      repository: 'big/tags',
      reference: '1.1',
      platform: linux,
    });
    await expect(refused).rejects.toEqual(failing('registry.forbidden'));
    const wrong = client('admin', 'no').resolve({ repository: 'shop/api', reference: '3', platform: linux });
    await expect(wrong).rejects.toEqual(failing('registry.credentials'));
  });
});

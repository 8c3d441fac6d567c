import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import type { ListQuery } from '@/lib/domain/registry';
import { serveDouble, type HttpDouble } from '@/lib/testing/http-double';
import { useUnitConfig } from '@/lib/testing/unit-config';
import { parseChallenge } from './challenge';
import { OciClient } from './index';

useUnitConfig();

const MANY = 10_000;
const open: HttpDouble[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((double) => double.close()));
});

type Answer = { status?: number; headers?: Record<string, string>; body: unknown; delayMs?: number };

/** A registry that answers as `answers` says, 404 for all else. */
async function registry(answers: (url: URL) => Answer | undefined) {
  const double = await serveDouble((request, response) => {
    const answer = answers(new URL(request.url ?? '/', 'http://registry'));
    const body = Buffer.isBuffer(answer?.body) ? answer.body : JSON.stringify(answer?.body ?? { errors: [] });
    const send = () => {
      response.writeHead(answer?.status ?? (answer ? 200 : 404), {
        'content-type': 'application/json',
        ...answer?.headers,
      });
      response.end(request.method === 'HEAD' ? undefined : body);
    };
    if (answer?.delayMs) setTimeout(send, answer.delayMs);
    else send();
  });
  open.push(double);
  return {
    double,
    client: new OciClient({ url: double.origin, username: null, password: null, caBundle: null }),
  };
}

const query = (more: Partial<ListQuery> = {}): ListQuery => ({
  search: '',
  cursor: undefined,
  limit: 50,
  ...more,
});
const failing = (code: string) => expect.objectContaining({ code });

/** A list that is paged by `n` and `last`, as the specification has it. */
function pagedList(
  names: string[],
  key: 'repositories' | 'tags',
  url: URL,
  more: Partial<Answer> = {},
): Answer {
  const last = url.searchParams.get('last') ?? '';
  const count = Number(url.searchParams.get('n'));
  const from = last === '' ? 0 : names.indexOf(last) + 1;
  const part = names.slice(from, from + count);
  const next = `<${url.pathname}?n=${count}&last=${encodeURIComponent(part.at(-1) ?? '')}>; rel="next"`;
  return { body: { [key]: part }, headers: from + count < names.length ? { link: next } : {}, ...more };
}

describe('ten thousand', () => {
  const names = Array.from(
    { length: MANY },
    (_, index) => `team-${String(index % 50).padStart(2, '0')}/app-${index}`,
  ).sort();

  it('repositories are searched in one index, read page by page once', async () => {
    const { client, double } = await registry((url) =>
      url.pathname === '/v2/_catalog' ? pagedList(names, 'repositories', url) : undefined,
    );
    const found = await client.searchRepositories(query({ search: 'app-9876' }));
    expect(found).toMatchObject({ items: [{ name: 'team-26/app-9876' }], complete: true, total: 1 });
    const all = await client.searchRepositories(query({ limit: 20 }));
    expect(all).toMatchObject({ total: MANY, complete: true });
    expect(all.items).toHaveLength(20);
    expect(double.seen).toHaveLength(10);
  });

  it('a slow registry shows its first part at once and says that more will come', async () => {
    const { client } = await registry((url) =>
      url.pathname === '/v2/_catalog' ? pagedList(names, 'repositories', url, { delayMs: 250 }) : undefined,
    );
    const started = Date.now();
    const first = await client.searchRepositories(query());
    expect(Date.now() - started).toBeLessThan(2000);
    expect(first.complete).toBe(false);
    expect(first.items.length).toBeGreaterThan(0);
    let later = first;
    while (!later.complete) later = await client.searchRepositories(query());
    expect(later.total).toBe(MANY);
  });

  it('tags come newest first as far as names tell; only the page shown is looked at closer', async () => {
    const tags = Array.from({ length: MANY }, (_, index) => `1.${index}`).sort();
    const { client, double } = await registry((url) =>
      url.pathname === '/v2/app/tags/list' ? pagedList(tags, 'tags', url) : undefined,
    );
    const page = await client.listArtifacts('app', query({ limit: 5 }));
    expect(page.items.map((row) => row.tags[0])).toEqual(['1.9999', '1.9998', '1.9997', '1.9996', '1.9995']);
    expect(page.total).toBe(MANY);
    const found = await client.listArtifacts('app', query({ search: '.1234' }));
    expect(found.items.map((row) => row.tags[0])).toEqual(['1.1234']);
    const manifests = double.seen.filter((request) => request.url.includes('/manifests/'));
    // A HEAD and a GET for each of the six tags shown.
    expect(manifests.length).toBeLessThanOrEqual(12);
  });
});

describe('what can’t be trusted', () => {
  const config = Buffer.from('{"os":"linux","architecture":"amd64"}');
  const digestOf = (bytes: Buffer) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  const manifest = (mediaType = 'application/vnd.oci.image.config.v1+json') =>
    Buffer.from(
      JSON.stringify({
        schemaVersion: 2,
        config: { mediaType, digest: digestOf(config), size: config.length },
        layers: [],
      }),
    );
  const resolve = (client: OciClient, reference = '1') =>
    client.resolve({ repository: 'app', reference, platform: 'linux/amd64' });

  it('a body that is not what its digest says', async () => {
    const { client } = await registry((url) =>
      url.pathname.includes('/manifests/')
        ? { body: manifest(), headers: { 'docker-content-digest': `sha256:${'0'.repeat(64)}` } }
        : { body: config },
    );
    await expect(resolve(client)).rejects.toEqual(failing('registry.failed'));
  });

  it('another image under the digest that was asked for', async () => {
    const { client } = await registry((url) => ({
      body: url.pathname.includes('/manifests/') ? manifest() : config,
    }));
    await expect(resolve(client, `sha256:${'1'.repeat(64)}`)).rejects.toEqual(failing('registry.failed'));
    expect((await resolve(client, digestOf(manifest()))).digest).toBe(digestOf(manifest()));
  });

  it('a config that is not what the manifest names', async () => {
    const { client } = await registry((url) => ({
      body: url.pathname.includes('/manifests/') ? manifest() : Buffer.from('{"os":"plan9"}'),
    }));
    await expect(resolve(client)).rejects.toEqual(failing('registry.failed'));
  });

  it('what is no image: a chart, an old manifest, an empty index', async () => {
    for (const body of [
      manifest('application/vnd.cncf.helm.config.v1+json'),
      Buffer.from('{"schemaVersion":1,"fsLayers":[]}'),
      Buffer.from('{"schemaVersion":2,"manifests":[]}'),
    ]) {
      const { client } = await registry((url) => ({
        body: url.pathname.includes('/manifests/') ? body : config,
      }));
      await expect(resolve(client)).rejects.toEqual(failing('image.unsupported'));
    }
  });

  it('a link that leads to another host: only its path is followed', async () => {
    const { client, double } = await registry((url) =>
      url.searchParams.has('last')
        ? { body: { repositories: ['b'] } }
        : {
            body: { repositories: ['a'] },
            headers: { link: '<http://169.254.169.254/v2/_catalog?n=1000&last=a>; rel="next"' },
          },
    );
    expect((await client.searchRepositories(query())).items.map((row) => row.name)).toEqual(['a', 'b']);
    expect(double.seen.map((request) => request.url)).toEqual([
      '/v2/_catalog?n=1000',
      '/v2/_catalog?n=1000&last=a',
    ]);
  });

  it('a token service on a private address', async () => {
    const { client } = await registry(() => ({
      status: 401,
      body: {},
      headers: { 'www-authenticate': 'Bearer realm="http://169.254.169.254/latest",service="x"' },
    }));
    await expect(client.test()).rejects.toEqual(failing('registry.address_refused'));
  });

  it('a page that is no registry', async () => {
    const { client } = await registry(() => ({
      body: Buffer.from('<html>'),
      headers: { 'content-type': 'text/html' },
    }));
    await expect(client.test()).rejects.toEqual(failing('registry.not_registry'));
    await expect(client.searchRepositories(query())).rejects.toEqual(failing('registry.not_registry'));
  });
});

describe('parseChallenge', () => {
  it.each([
    [
      'Bearer realm="https://a/t",service="s",scope="repository:x:pull,push"',
      'bearer',
      'https://a/t',
      'repository:x:pull,push',
    ],
    ['bearer service=s, realm="http://a"', 'bearer', 'http://a', null],
    ['Basic realm="x", Bearer realm="http://a"', 'bearer', 'http://a', null],
    ['Basic realm="Bearer of news"', 'basic', null, null],
  ])('%s', (header, kind, realm, scope) => {
    const challenge = parseChallenge(header);
    expect(challenge?.kind).toBe(kind);
    if (challenge?.kind === 'bearer') expect([challenge.realm, challenge.scope]).toEqual([realm, scope]);
  });
  it.each([null, '', 'Negotiate', 'Bearer scope="x"'])('%j is none', (header) =>
    expect(parseChallenge(header)).toBeNull(),
  );
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestAuthority } from '@/lib/testing/certificates';
import { freePort } from '@/lib/testing/free-port';
import { serveDouble, type HttpDouble } from '@/lib/testing/http-double';
import {
  guardedAgent,
  linkNext,
  OutboundError,
  send,
  type DialerOptions,
  type OutboundRequest,
} from './index';

const LOOPBACK = ['127.0.0.0/8'];

async function reasonOf(call: OutboundRequest, options: DialerOptions): Promise<string> {
  const agent = guardedAgent(options);
  try {
    const response = await send(agent, call);
    return String(response.status);
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
    return error.reason;
  } finally {
    await agent.destroy();
  }
}

let plain: HttpDouble;
let other: HttpDouble;
let authority: TestAuthority;
let tls: HttpDouble;

beforeAll(async () => {
  other = await serveDouble((_request, response) => response.end('other'));
  plain = await serveDouble((request, response) => {
    const [path, target] = (request.url ?? '').split('?to=');
    if (path === '/redirect') {
      response.writeHead(302, { location: decodeURIComponent(target ?? '') }).end();
    } else if (path === '/loop') {
      response.writeHead(302, { location: '/loop' }).end();
    } else if (path === '/slow') {
      response.writeHead(200).write('never ends');
    } else if (path === '/silent') {
      // Answers nothing at all.
    } else if (path === '/big') {
      response.end(Buffer.alloc(100_000));
    } else {
      response.end('hello');
    }
  });
  authority = new TestAuthority();
  tls = await serveDouble(
    (_request, response) => response.end('safe'),
    authority.issue('DNS:localhost', 'IP:127.0.0.1'),
  );
});

afterAll(async () => {
  await Promise.all([plain.close(), other.close(), tls.close()]);
  authority.remove();
});

describe('addresses', () => {
  it('answers where it may connect', async () => {
    expect(await reasonOf({ url: plain.origin }, { allow: LOOPBACK })).toBe('200');
  });

  it.each([
    '127.0.0.1',
    'localhost',
    '0x7f.1',
    '0x7f000001',
    '2130706433',
    '0177.0.0.1',
    '127.1',
    '0.0.0.0',
    '0',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::]',
    '169.254.169.254',
    '[fe80::1]',
    '10.1.2.3',
  ])('refuses %s unless it is allowed', async (host) => {
    const before = plain.seen.length;
    expect(await reasonOf({ url: `http://${host}:${plain.port}/` }, { allow: [] })).toBe('address');
    expect(plain.seen).toHaveLength(before);
  });

  it('judges each dial anew, so a name that changes its address gains nothing', async () => {
    const answers = [['127.0.0.1'], ['169.254.169.254']];
    const agent = guardedAgent({ allow: LOOPBACK, resolve: () => Promise.resolve(answers.shift() ?? []) });
    const call = { url: `http://rebind.test:${plain.port}/`, headers: { connection: 'close' } };
    expect((await send(agent, call)).status).toBe(200);
    await expect(send(agent, call)).rejects.toMatchObject({ reason: 'address' });
    await agent.destroy();
  });

  it('dials only the allowed ones of several addresses', async () => {
    const resolve = () => Promise.resolve(['10.0.0.1', '127.0.0.1']);
    const url = `http://several.test:${plain.port}/`;
    expect(await reasonOf({ url }, { allow: LOOPBACK, resolve })).toBe('200');
  });

  it('tries the next address when one does not answer', async () => {
    const resolve = () => Promise.resolve(['127.0.0.2', '127.0.0.1']);
    expect(await reasonOf({ url: `http://two.test:${plain.port}/` }, { allow: LOOPBACK, resolve })).toBe(
      '200',
    );
  });
});

describe('redirects', () => {
  const to = (target: string) => `${plain.origin}/redirect?to=${encodeURIComponent(target)}`;

  it('follows them under the same guard', async () => {
    expect(await reasonOf({ url: to(`${other.origin}/x`) }, { allow: LOOPBACK })).toBe('200');
    expect(await reasonOf({ url: to('http://169.254.169.254/latest') }, { allow: LOOPBACK })).toBe('address');
    expect(await reasonOf({ url: to('http://10.0.0.1/') }, { allow: LOOPBACK })).toBe('address');
  });

  it.each(['file:///etc/passwd', 'gopher://127.0.0.1/', 'ftp://127.0.0.1/'])('refuses %s', async (target) => {
    expect(await reasonOf({ url: to(target) }, { allow: LOOPBACK })).toBe('redirect');
  });

  it('ends after three', async () => {
    expect(await reasonOf({ url: `${plain.origin}/loop` }, { allow: LOOPBACK })).toBe('redirect');
  });

  it('keeps credentials from another origin, and sends them along on the same', async () => {
    const headers = { authorization: 'Basic secret', cookie: 'a=b' };
    await reasonOf({ url: to(`${other.origin}/leak`), headers }, { allow: LOOPBACK });
    const leaked = other.seen.find((request) => request.url === '/leak');
    expect(leaked?.headers.authorization).toBeUndefined();
    expect(leaked?.headers.cookie).toBeUndefined();
    await reasonOf({ url: to('/kept'), headers }, { allow: LOOPBACK });
    expect(plain.seen.find((request) => request.url === '/kept')?.headers.authorization).toBe('Basic secret');
  });
});

describe('TLS', () => {
  it('trusts a private authority for the call it was given to, and nobody else', async () => {
    const url = tls.origin;
    expect(await reasonOf({ url }, { allow: LOOPBACK, ca: authority.ca })).toBe('200');
    expect(await reasonOf({ url }, { allow: LOOPBACK })).toBe('tls');
    const stranger = new TestAuthority();
    expect(await reasonOf({ url }, { allow: LOOPBACK, ca: stranger.ca })).toBe('tls');
    stranger.remove();
  });

  it('checks the name, though it dials an address', async () => {
    const resolve = () => Promise.resolve(['127.0.0.1']);
    const options = { allow: LOOPBACK, ca: authority.ca, resolve };
    expect(await reasonOf({ url: `https://localhost:${tls.port}/` }, options)).toBe('200');
    expect(await reasonOf({ url: `https://other.test:${tls.port}/` }, options)).toBe('tls');
  });

  it('says so when no TLS is spoken', async () => {
    expect(await reasonOf({ url: `https://127.0.0.1:${plain.port}/` }, { allow: LOOPBACK })).toBe('tls');
  });
});

describe('limits and reasons', () => {
  const options = { allow: LOOPBACK };

  it('ends what takes too long', async () => {
    expect(await reasonOf({ url: `${plain.origin}/silent`, timeoutMs: 150 }, options)).toBe('timeout');
    expect(await reasonOf({ url: `${plain.origin}/slow`, timeoutMs: 150 }, options)).toBe('timeout');
  });

  it('ends what is too large', async () => {
    expect(await reasonOf({ url: `${plain.origin}/big`, maxBytes: 1000 }, options)).toBe('too_large');
  });

  it('ends with its caller', async () => {
    const caller = new AbortController();
    const pending = reasonOf({ url: `${plain.origin}/silent`, signal: caller.signal }, options);
    caller.abort();
    expect(await pending).toBe('aborted');
  });

  it('tells an unknown name from a closed port', async () => {
    const closed = await freePort();
    expect(await reasonOf({ url: `http://127.0.0.1:${closed}/` }, options)).toBe('connection');
    expect(await reasonOf({ url: 'http://no-such-host.invalid/' }, options)).toBe('name');
  });
});

describe('linkNext', () => {
  const page = 'http://reg/v2/_catalog?n=1';
  it.each([
    ['</v2/_catalog?last=shop%2Fbusybox&n=1>; rel="next"', 'http://reg/v2/_catalog?last=shop%2Fbusybox&n=1'],
    ['<http://reg/a?page=1>; rel="prev", <http://reg/a?page=3>; rel="next"', 'http://reg/a?page=3'],
    ['<?page=2>;rel=next', 'http://reg/v2/_catalog?page=2'],
    ['<http://reg/a>; rel="prev"', null],
    [null, null],
    ['garbage', null],
  ])('%s', (header, next) => expect(linkNext(header, page)).toBe(next));
});

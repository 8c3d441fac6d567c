import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { refuseUndecodable } from './undecodable';

const server = http.createServer((request, response) => {
  if (!refuseUndecodable(request, response)) response.end('served');
});
let base: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const ask = (path: string, headers: Record<string, string> = {}) => fetch(base + path, { headers });

it.each(['/', '/projects/%E5%95%86%E5%9F%8E', '/a%2Fb', '/api/v1/projects?search=%c0%ae', '/api%20x'])(
  'passes on %s',
  async (path) => {
    expect(await (await ask(path)).text()).toBe('served');
  },
);

it.each(['/%c0%ae', '/projects/%ff', '/projects/100%', '/apis/%ff'])(
  'answers %s by a page that says what is wrong, in the language of the reader',
  async (path) => {
    const answer = await ask(path);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(await answer.text()).toContain('The request could not be read: its path is not valid UTF-8');
    const chinese = await ask(path, { 'accept-language': 'zh-CN' });
    expect(await chinese.text()).toContain('无法解析请求：路径不是有效的 UTF-8');
  },
);

it.each(['/api/v1/projects/%c0%ae', '/api/%ff'])('answers %s by problem+json', async (path) => {
  const answer = await ask(path);
  expect(answer.status).toBe(400);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(await answer.json()).toMatchObject({
    code: 'request.malformed',
    status: 400,
    requestId: expect.stringMatching(/^[\da-f-]{36}$/),
  });
});

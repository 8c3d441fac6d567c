import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { precompressed } from './precompressed';

const folder = mkdtempSync(path.join(tmpdir(), 'berth-static-'));
const script = 'console.log("a script");'.repeat(100);
let server: http.Server;

beforeAll(async () => {
  mkdirSync(path.join(folder, 'chunks'));
  writeFileSync(path.join(folder, 'chunks', '0~a.js.br'), brotliCompressSync(script));
  writeFileSync(path.join(folder, 'chunks', 'plain.js'), script);
  writeFileSync(path.join(folder, 'secret.txt.br'), 'x');
  const serve = precompressed(folder, '/static/');
  server = http.createServer((request, response) => {
    if (!serve(request, response)) response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

const get = (url: string, encodings = 'gzip, br') =>
  fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${url}`, {
    headers: { 'accept-encoding': encodings },
  });

it('serves what the build compressed to who takes it', async () => {
  const answer = await get('/static/chunks/0~a.js?dpl=1');
  expect(answer.headers.get('content-encoding')).toBe('br');
  expect(answer.headers.get('content-type')).toContain('javascript');
  expect(await answer.text()).toBe(script);
});

it.each([
  ['/static/chunks/0~a.js', 'gzip'],
  ['/static/chunks/plain.js', 'br'],
  ['/static/chunks/0~a.js.br', 'br'],
  ['/static/chunks/%2e%2e%2fchunks%2f0~a.js', 'br'],
  ['/static/secret.txt', 'br'],
  ['/static/', 'br'],
])('leaves %s with %s to others', async (url, encodings) => {
  expect((await get(url, encodings)).status).toBe(404);
});

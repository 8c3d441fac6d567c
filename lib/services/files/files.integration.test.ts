import { createHash, randomBytes } from 'node:crypto';
import http from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { db, type User } from '@/lib/db';
import { putProjectMember } from '@/lib/services/projects';
import { api, consoleUrl, tokenFor } from '@/lib/testing/api';
import { callAs } from '@/lib/testing/people';
import { isRunning, podWhen, startPod } from '@/lib/testing/pods';
import { cookieFor } from '@/lib/testing/session';
import { makeTenant, type TestTenant } from '@/lib/testing/tenancy';
import { waitFor } from '@/lib/testing/wait-for';

let tenant: TestTenant;
let project: string;
let token: string;
let viewer: User;

// The image's user may write below /tmp only.
const BOX = 'mkdir /tmp/d; echo old > /tmp/d/run; chmod 750 /tmp/d/run; sleep 100000';
const MIB = 1024 * 1024;
const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const filesOf = (pod = 'box') => `/projects/${project}/pods/${pod}/files`;
const contentOf = (path: string, pod = 'box') => `${filesOf(pod)}/content?path=${encodeURIComponent(path)}`;
const headers = (who: string) => ({ authorization: `Bearer ${who}` });

function put(path: string, bytes: Uint8Array<ArrayBuffer>, who = token): Promise<Response> {
  return fetch(`${consoleUrl()}/api/v1${contentOf(path)}`, {
    method: 'PUT',
    headers: headers(who),
    body: bytes,
  });
}

async function get(path: string): Promise<Buffer> {
  const response = await fetch(`${consoleUrl()}/api/v1${contentOf(path)}`, { headers: headers(token) });
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer());
}

interface Listed {
  items: { name: string; kind: string; size: number; mode: string }[];
}

async function namesIn(path: string): Promise<string[]> {
  const { body } = await api('GET', `${filesOf()}?path=${encodeURIComponent(path)}`, { token });
  return (body as Listed).items.map(({ name }) => name);
}

const lastAudit = (action: string) =>
  db().auditEvent.findFirstOrThrow({
    where: { project, action },
    orderBy: { seq: 'desc' },
    include: { outcome: true },
  });

beforeAll(async () => {
  tenant = await makeTenant();
  project = await tenant.project();
  token = await tokenFor(tenant.owner);
  viewer = await tenant.person('viewer');
  await callAs(tenant.owner, putProjectMember, {
    params: { project, user: viewer.name },
    body: { role: 'viewer' },
  });
  await startPod(project, { name: 'box', containers: { main: BOX } });
  await startPod(project, { name: 'bare', containers: { main: [] }, image: 'samples/static:1' });
  await podWhen(project, 'box', isRunning);
  await podWhen(project, 'bare', isRunning);
});

afterAll(() => tenant.clean());

describe('files of a container', () => {
  it('go up and down with every byte, and stand in the audit without their content', async () => {
    const bytes = randomBytes(20 * MIB);
    const up = await put('/tmp/d/big', bytes);
    expect([up.status, await up.json()]).toEqual([200, { path: '/tmp/d/big', size: bytes.length }]);
    expect(sha(await get('/tmp/d/big'))).toBe(sha(bytes));
    for (const action of ['file.upload', 'file.download']) {
      const row = await waitFor(`the outcome of ${action}`, async () => {
        const event = await lastAudit(action);
        return event.outcome ? event : null;
      });
      expect(row).toMatchObject({ target: 'box', outcome: { result: 'succeeded' } });
      expect(row.outcome?.after).toMatchObject({ path: '/tmp/d/big', size: bytes.length });
    }
  });

  it.each([
    'a b',
    '"quoted" and \'so\'',
    '-rf',
    '--help',
    '港口🚢',
    '$(touch x)`y`;&|',
    'back\\tslash',
    'line\nbreak',
    '*',
  ])('have any name: %j', async (name) => {
    const bytes = Buffer.from(`of ${name}`);
    expect((await put(`/tmp/d/${name}`, bytes)).status).toBe(200);
    expect((await get(`/tmp/d/${name}`)).toString('utf8')).toBe(`of ${name}`);
    expect(await namesIn('/tmp/d')).toContain(name);
  });

  it('are empty, or made up by the kernel', async () => {
    expect((await put('/tmp/d/empty', new Uint8Array(0))).status).toBe(200);
    expect(await get('/tmp/d/empty')).toHaveLength(0);
    expect((await get('/proc/cpuinfo')).toString('utf8')).toContain('processor');
  });

  it('come as a tar when they are a directory', async () => {
    await put('/tmp/d/in-tar', Buffer.from('inside'));
    const tar = await get('/tmp/d');
    expect(tar.length % 512).toBe(0);
    expect(tar.includes('./in-tar')).toBe(true);
    expect(tar.includes('inside')).toBe(true);
  });

  it('are replaced whole, with the old one’s mode', async () => {
    expect((await put('/tmp/d/run', Buffer.from('three'))).status).toBe(200);
    expect((await get('/tmp/d/run')).toString('utf8')).toBe('three');
    const { body } = await api('GET', `${filesOf()}?path=/tmp/d`, { token });
    expect((body as Listed).items.find(({ name }) => name === 'run')).toMatchObject({
      kind: 'file',
      size: 5,
      mode: '-rwxr-x---',
    });
  });
});

describe('what can’t be', () => {
  it.each([
    ['GET', '/nowhere/x', 'file.not_found'],
    ['GET', '/dev/zero', 'file.special'],
    ['PUT', '/nowhere/x', 'file.not_found'],
    ['PUT', '/tmp/d', 'file.directory'],
    ['PUT', '/', 'file.directory'],
    ['PUT', '/etc/hosts/x', 'file.not_directory'],
    ['GET', '/tmp/d/../etc/hosts', 'validation.failed'],
    ['GET', 'etc/hosts', 'validation.failed'],
  ])('%s %s: %s', async (method, path, code) => {
    const answer = await api(method, contentOf(path), {
      token,
      ...(method === 'PUT' ? { body: { a: 1 } } : {}),
    });
    expect(answer.body).toMatchObject({ code });
  });

  it('names the tool that an image lacks', async () => {
    expect((await api('GET', `${filesOf('bare')}?path=/`, { token })).body).toMatchObject({
      code: 'file.no_tools',
    });
    expect((await api('GET', contentOf('/etc/passwd', 'bare'), { token })).body).toMatchObject({
      code: 'file.no_tools',
    });
  });

  it('refuses what is too large before it is read, and what does not say how large it is', async () => {
    expect(await raw({ 'content-length': String(101 * MIB) }, Buffer.from('only a little'))).toMatchObject({
      status: 413,
      code: 'file.too_large',
    });
    expect(await raw({ 'transfer-encoding': 'chunked' }, Buffer.from('some'))).toMatchObject({
      status: 411,
      code: 'file.length',
    });
  });

  it('keeps nothing of an upload that breaks off, and the old file', async () => {
    await put('/tmp/d/kept', Buffer.from('old'));
    const request = http.request(`${consoleUrl()}/api/v1${contentOf('/tmp/d/kept')}`, {
      method: 'PUT',
      headers: { ...headers(token), 'content-length': String(4 * MIB) },
    });
    request.on('error', () => undefined);
    request.write(randomBytes(2 * MIB));
    await waitFor('the upload to begin', async () =>
      (await namesIn('/tmp/d')).some((name) => name.startsWith('.berth-upload-')),
    );
    request.destroy();
    await waitFor('its rest to go', async () =>
      (await namesIn('/tmp/d')).every((name) => !name.startsWith('.berth-upload-')),
    );
    expect((await get('/tmp/d/kept')).toString('utf8')).toBe('old');
    const row = await waitFor('its outcome', async () => {
      const event = await lastAudit('file.upload');
      return event.outcome ? event : null;
    });
    expect(row.outcome).toMatchObject({ result: 'failed', code: 'file.cut' });
  });
});

/** An upload with headers as they are given; ends without the rest that they may announce. */
function raw(more: Record<string, string>, body: Buffer): Promise<{ status: number; code: string }> {
  return new Promise((resolve, reject) => {
    const request = http.request(`${consoleUrl()}/api/v1${contentOf('/tmp/d/raw')}`, {
      method: 'PUT',
      headers: { ...headers(token), ...more },
    });
    request.on('error', reject);
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', () => undefined);
      response.on('end', () => {
        const { code } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { code: string };
        resolve({ status: response.statusCode ?? 0, code });
        request.destroy();
      });
    });
    if (more['content-length'] === undefined) request.end(body);
    else request.write(body);
  });
}

describe('who may not', () => {
  it('is refused: a viewer 403, an outsider 404, nobody 401, another site’s page 403', async () => {
    const outsider = await tenant.person('outsider');
    const bytes = Buffer.from('x');
    expect((await put('/tmp/d/no', bytes, await tokenFor(viewer))).status).toBe(403);
    expect((await put('/tmp/d/no', bytes, await tokenFor(outsider))).status).toBe(404);
    expect((await put('/tmp/d/no', bytes, 'berth_none')).status).toBe(401);
    const foreign = await fetch(`${consoleUrl()}/api/v1${contentOf('/tmp/d/no')}`, {
      method: 'PUT',
      headers: { cookie: await cookieFor(tenant.owner), origin: 'https://elsewhere.example' },
      body: bytes,
    });
    expect(foreign.status).toBe(403);
    for (const path of [`${filesOf()}?path=/`, contentOf('/etc/hosts')]) {
      expect((await api('GET', path, { token: await tokenFor(viewer) })).status).toBe(403);
      expect((await api('GET', path, { token: await tokenFor(outsider) })).status).toBe(404);
    }
    expect(await namesIn('/tmp/d')).not.toContain('no');
  });
});

import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { consoleUrl, tokenFor } from '@/lib/testing/api';
import { isRunning, podWhen, startPod } from '@/lib/testing/pods';
import { makeTenant, type TestTenant } from '@/lib/testing/tenancy';

let tenant: TestTenant;
let project: string;
let token: string;

beforeAll(async () => {
  tenant = await makeTenant();
  project = await tenant.project();
  token = await tokenFor(tenant.owner);
  await startPod(project, { name: 'box', containers: { main: 'echo one; echo two; sleep 100000' } });
  await podWhen(project, 'box', isRunning);
});
afterAll(() => tenant.clean());

const ask = (path: string, init: RequestInit = {}) =>
  fetch(`${consoleUrl()}/api/v1/projects/${path}`, {
    headers: { authorization: `Bearer ${token}` },
    ...init,
  });

describe('a stream that does not pass Next', () => {
  it('carries every header that other answers carry', async () => {
    const log = await ask(`${project}/pods/box/logs`);
    const other = await ask(project);
    expect(await log.text()).toBe('one\ntwo\n');
    for (const name of [
      'x-content-type-options',
      'x-frame-options',
      'referrer-policy',
      'content-security-policy',
    ]) {
      expect(other.headers.get(name), name).not.toBeNull();
      expect(log.headers.get(name), name).toBe(other.headers.get(name));
    }
    expect(log.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(log.headers.get('cache-control')).toBe('no-store, no-transform');
    expect(log.headers.get('content-encoding')).toBeNull();
  });

  it('refuses as every other call: wrong input, wrong names, wrong method, nobody', async () => {
    expect(await (await ask(`${project}/pods/box/logs?tail=many`)).json()).toMatchObject({
      code: 'validation.failed',
      errors: [{ path: 'tail' }],
    });
    expect((await ask(`${project}/pods/..%2f..%2fx/logs`)).status).toBe(422);
    expect((await ask(`${project}/pods/%00/logs`)).status).toBe(422);
    expect((await ask(`${project}/pods/%E0%A4%A/logs`)).status).toBeGreaterThanOrEqual(400);
    expect((await ask('none/pods/box/logs')).status).toBe(404);
    expect((await ask(`${project}/pods/box/logs`, { headers: {} })).status).toBe(401);
    const posted = await ask(`${project}/pods/box/logs`, { method: 'POST' });
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    const head = await ask(`${project}/pods/box/logs?follow=1`, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  it('sends its headers before the first line, and outlives a client that leaves in the middle', async () => {
    const quiet = await ask(`${project}/pods/box/logs?follow=1&tail=0`);
    expect(quiet.status).toBe(200);
    await quiet.body?.cancel();
    const socket = connect(Number(new URL(consoleUrl()).port), '127.0.0.1');
    socket.write(
      `GET /api/v1/projects/${project}/pods/box/logs?follow=1 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n\r\n`,
    );
    await new Promise((resolve) => socket.once('data', resolve));
    socket.resetAndDestroy();
    expect(await (await ask(`${project}/pods/box/logs`)).text()).toBe('one\ntwo\n');
  });
});

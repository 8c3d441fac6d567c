import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { db } from '@/lib/db';
import { putProjectMember } from '@/lib/services/projects';
import { api, tokenFor } from './api';
import { callAs } from './people';
import { makeTenant, type TestTenant } from './tenancy';
import { uniqueName } from './names';

let tenant: TestTenant;
let project = '';

beforeAll(async () => {
  tenant = await makeTenant();
  project = await tenant.project();
});
afterAll(() => tenant.clean());

describe('nothing leaks', () => {
  it('no password of a change reaches the audit', async () => {
    const person = await tenant.person('canary');
    const token = await tokenFor(person);
    const canary = uniqueName('present-password');
    const next = uniqueName('next-password');
    const answer = await api('PUT', '/me/password', { token, body: { current: canary, password: next } });
    expect(answer.status).toBe(422);
    const rows = await db().auditEvent.findMany({
      where: { actorId: person.id },
      include: { outcome: true },
    });
    expect(rows.length).toBeGreaterThan(0);
    const text = JSON.stringify(rows, (_, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    );
    expect(text).not.toContain(canary);
    expect(text).not.toContain(next);
  });

  it('a pull secret can be put into no container, and another Secret only by who may read it', async () => {
    const developer = await tenant.person('developer');
    await callAs(tenant.owner, putProjectMember, {
      params: { project, user: developer.name },
      body: { role: 'developer' },
    });
    const token = await tokenFor(developer);
    const deploy = (name: string) =>
      api('POST', `/projects/${project}/apps`, {
        token,
        body: {
          name: 'thief',
          image: 'samples/busybox:1',
          env: [{ name: 'X', secret: { name, key: '.dockerconfigjson' } }],
        },
      });
    expect((await deploy('berth-registry-local')).status).toBe(422);
    expect(await deploy('somebodys')).toMatchObject({ status: 403, body: { code: 'auth.forbidden' } });
    expect(await db().app.count({ where: { project: { name: project } } })).toBe(0);
  });

  it('a password reset by an administrator ends the tokens too', async () => {
    const person = await tenant.person('reset');
    const token = await tokenFor(person);
    expect((await api('GET', '/me', { token })).status).toBe(200);
    const admin = await tokenFor(tenant.admin);
    expect((await api('POST', `/users/${person.name}/password`, { token: admin, body: {} })).status).toBe(
      200,
    );
    expect((await api('GET', '/me', { token })).status).toBe(401);
  });

  it('an upgrade to what is no address is hung up on', async () => {
    const socket = connect(Number(process.env['PORT'] ?? 3000), '127.0.0.1');
    const ended = new Promise((resolve) => {
      socket.once('close', resolve);
    });
    socket.write('GET // HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    await ended;
    expect((await api('GET', '/me')).status).toBe(401);
  });
});

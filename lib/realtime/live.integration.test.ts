import { randomBytes } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { LiveAnswer } from '@/lib/contract/live';
import { db, type User } from '@/lib/db';
import { sha256 } from '@/lib/runtime/crypto';
import { putProjectMember } from '@/lib/services/projects';
import { callAs } from '@/lib/testing/people';
import { makeTenant, type TestTenant } from '@/lib/testing/tenancy';
import { waitFor } from '@/lib/testing/wait-for';
import { attachGateway } from './index';

let tenant: TestTenant;
let project: string;
let port: number;
const server = http.createServer();

beforeAll(async () => {
  attachGateway(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ({ port } = server.address() as AddressInfo);
  tenant = await makeTenant();
  project = await tenant.project();
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await tenant.clean();
});

interface Tab {
  socket: WebSocket;
  heard: LiveAnswer[];
  closed: () => number | null;
}

async function open(person: User): Promise<Tab> {
  const token = randomBytes(16).toString('hex');
  await db().apiToken.create({ data: { userId: person.id, name: 'it', prefix: 'it', hash: sha256(token) } });
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ws/live`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const heard: LiveAnswer[] = [];
  let code: number | null = null;
  socket.on('message', (data: Buffer) => heard.push(JSON.parse(data.toString('utf8')) as LiveAnswer));
  socket.on('close', (value) => {
    code = value;
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  return { socket, heard, closed: () => code };
}

describe('/ws/live', () => {
  it('sends snapshots to members, and 404 to an outsider', async () => {
    const tab = await open(tenant.owner);
    tab.socket.send(JSON.stringify({ subscribe: 'a', topic: 'apps', project }));
    tab.socket.send(JSON.stringify({ subscribe: 'b', topic: 'app', project, app: 'none' }));
    const first = await waitFor('a snapshot', () => tab.heard.find((answer) => answer.id === 'a'));
    expect(first).toMatchObject({ data: { apps: [] } });
    const none = await waitFor('an answer', () => tab.heard.find((answer) => answer.id === 'b'));
    expect(none).toMatchObject({ error: { code: 'resource.not_found' } });
    const outside = await open(await tenant.person('outsider'));
    outside.socket.send(JSON.stringify({ subscribe: 'a', topic: 'apps', project }));
    const refused = await waitFor('an answer', () => outside.heard[0]);
    expect(refused).toMatchObject({ id: 'a', error: { code: 'resource.not_found' } });
    tab.socket.terminate();
    outside.socket.terminate();
  });

  it('ends a view within 5 s when the right is lost', async () => {
    const person = await tenant.person('viewer');
    await callAs(tenant.owner, putProjectMember, {
      params: { project, user: person.name },
      body: { role: 'viewer' },
    });
    const tab = await open(person);
    tab.socket.send(JSON.stringify({ subscribe: 'a', topic: 'apps', project }));
    await waitFor('a snapshot', () => tab.heard[0]);
    await db().projectMember.deleteMany({ where: { userId: person.id } });
    const ended = await waitFor('the end', () => tab.heard.find((answer) => 'error' in answer), {
      timeout: 5000,
    });
    expect(ended).toMatchObject({ id: 'a' });
    tab.socket.terminate();
  });

  it('closes on a flood of messages', async () => {
    const tab = await open(tenant.owner);
    for (let number = 0; number < 300; number += 1) tab.socket.send(JSON.stringify({ unsubscribe: 'x' }));
    await waitFor('the close', () => tab.closed() === 1008);
  });

  it('closes on what it does not understand', async () => {
    const tab = await open(tenant.owner);
    tab.socket.send('{"subscribe":');
    await waitFor('the close', () => tab.closed() === 1008);
  });
});

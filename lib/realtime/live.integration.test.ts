import { randomBytes } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { LiveAnswer } from '@/lib/contract/live';
import { db, type User } from '@/lib/db';
import { sha256 } from '@/lib/runtime/crypto';
import { putProjectMember, updateProject } from '@/lib/services/projects';
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

const gone = (answer: LiveAnswer | undefined) =>
  answer !== undefined && 'delta' in answer && answer.delta.lists?.['projects']?.gone?.includes(project);

describe('/ws/live', () => {
  it('sends snapshots to members, and 404 to an outsider', async () => {
    const tab = await open(tenant.owner);
    tab.socket.send(JSON.stringify({ subscribe: 'a', topic: 'apps', project }));
    tab.socket.send(JSON.stringify({ subscribe: 'b', topic: 'app', project, app: 'none' }));
    const first = await waitFor('a snapshot', () => tab.heard.find((answer) => answer.id === 'a'));
    expect(first).toMatchObject({
      frame: { lists: { apps: { rows: [], total: 0 } }, info: { stale: false } },
    });
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

  it('opens with the rights of now, however old the socket is', async () => {
    const person = await tenant.person('late');
    const tab = await open(person);
    tab.socket.send(JSON.stringify({ subscribe: 'a', topic: 'pods', project }));
    await waitFor('the refusal', () => tab.heard.find((answer) => answer.id === 'a' && 'error' in answer));
    await callAs(tenant.owner, putProjectMember, {
      params: { project, user: person.name },
      body: { role: 'viewer' },
    });
    tab.socket.send(JSON.stringify({ subscribe: 'b', topic: 'pods', project }));
    const answer = await waitFor('an answer', () => tab.heard.find(({ id }) => id === 'b'));
    expect(answer).toMatchObject({ frame: { lists: { pods: { rows: [] } } } });
    tab.socket.terminate();
  });

  it('takes the rows of a lost project from the list of projects within 5 s, and tells nothing else', async () => {
    const person = await tenant.person('member');
    await callAs(tenant.owner, putProjectMember, {
      params: { project, user: person.name },
      body: { role: 'viewer' },
    });
    const tab = await open(person);
    tab.socket.send(JSON.stringify({ subscribe: 'a', topic: 'projects' }));
    tab.socket.send(JSON.stringify({ subscribe: 'h', topic: 'home' }));
    const first = await waitFor('a frame', () => tab.heard.find(({ id }) => id === 'a'));
    expect(first).toMatchObject({ frame: { lists: { projects: { rows: [{ name: project }], total: 1 } } } });
    await callAs(tenant.owner, updateProject, { params: { project }, body: { displayName: 'Shop' } });
    const changed = await waitFor('the change', () =>
      tab.heard.find((each) => each.id === 'a' && 'delta' in each),
    );
    expect(changed).toEqual({
      id: 'a',
      delta: { lists: { projects: { set: [expect.objectContaining({ displayName: 'Shop' })] } } },
    });
    await waitFor('it at home', () => tab.heard.find((each) => each.id === 'h' && 'delta' in each));
    await db().projectMember.deleteMany({ where: { userId: person.id } });
    await waitFor(
      'both to lose it',
      () => ['a', 'h'].every((id) => gone(tab.heard.filter((each) => each.id === id).at(-1))),
      { timeout: 5000 },
    );
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

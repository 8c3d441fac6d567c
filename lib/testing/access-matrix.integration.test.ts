import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { OPERATIONS } from '@/lib/contract';
import type { Operation } from '@/lib/contract/operation';
import { PERMISSIONS, type Permission } from '@/lib/domain/access';
import { db } from '@/lib/db';
import { putProjectMember } from '@/lib/services/projects';
import { api, consoleUrl, tokenFor, type ApiAnswer } from './api';
import { callAs } from './people';
import { makeTenant, type TestTenant } from './tenancy';

const PERSONAS = [
  'nobody',
  'expired',
  'outsider',
  'viewer',
  'bare',
  'developer',
  'owner',
  'tenantOwner',
  'admin',
] as const;
type Persona = (typeof PERSONAS)[number];

/** Who may what, written down apart from the product's own table. `bare` is a viewer without any right. */
const MAY: Record<Permission, readonly Persona[]> = {
  'users.manage': ['admin'],
  'tenants.create': ['admin'],
  'registries.manage': ['admin'],
  'clusters.read': ['admin'],
  'audit.read': ['admin'],
  'tenant.read': ['viewer', 'bare', 'developer', 'owner', 'tenantOwner', 'admin'],
  'tenant.manage': ['admin'],
  'tenant.members.manage': ['tenantOwner', 'admin'],
  'tenant.projects.create': ['tenantOwner', 'admin'],
  'project.read': ['viewer', 'bare', 'developer', 'owner', 'tenantOwner', 'admin'],
  'project.update': ['owner', 'tenantOwner', 'admin'],
  'project.delete': ['owner', 'tenantOwner', 'admin'],
  'project.quota.manage': ['admin'],
  'project.policy.manage': ['admin'],
  'project.members.manage': ['owner', 'tenantOwner', 'admin'],
  'project.audit.read': ['owner', 'tenantOwner', 'admin'],
  'app.deploy': ['developer', 'owner', 'tenantOwner', 'admin'],
  'app.delete': ['developer', 'owner', 'tenantOwner', 'admin'],
  'logs.read': ['viewer', 'developer', 'owner', 'tenantOwner', 'admin'],
  'shell.open': ['developer', 'owner', 'tenantOwner', 'admin'],
  'shell.read': ['developer', 'owner', 'tenantOwner', 'admin'],
  'shell.readAll': ['owner', 'tenantOwner', 'admin'],
  'shell.end': ['owner', 'tenantOwner', 'admin'],
  'secrets.manage': ['owner', 'tenantOwner', 'admin'],
};

let ours: TestTenant;
let theirs: TestTenant;
let project = '';
const tokens: Record<Persona, string | null> = Object.fromEntries(
  PERSONAS.map((name) => [name, null]),
) as never;

beforeAll(async () => {
  ours = await makeTenant();
  theirs = await makeTenant();
  project = await ours.project();
  const people = {
    viewer: await ours.person('viewer'),
    bare: await ours.person('bare'),
    developer: await ours.person('developer'),
    owner: await ours.person('owner'),
  };
  const put = (name: keyof typeof people, body: object) =>
    callAs(ours.owner, putProjectMember, { params: { project, user: people[name].name }, body });
  await put('viewer', { role: 'viewer' });
  await put('bare', { role: 'viewer', rights: { logs: false, exec: false, secrets: false } });
  await put('developer', { role: 'developer' });
  await put('owner', { role: 'owner' });
  for (const [name, person] of Object.entries(people)) tokens[name as Persona] = await tokenFor(person);
  tokens.outsider = await tokenFor(theirs.owner);
  tokens.tenantOwner = await tokenFor(ours.owner);
  tokens.admin = await tokenFor(ours.admin);
  tokens.expired = await tokenFor(ours.admin, new Date(Date.now() - 1000));
});

afterAll(async () => {
  await ours.clean();
  await theirs.clean();
});

/** Bodies that are well formed but do no harm even to who may: they name what is not there, or what is taken already. */
function bodyOf(operation: Operation): unknown {
  const bodies: Record<string, unknown> = {
    'apps.create': { name: 'ghost', image: 'samples/no-such-image:1' },
    'apps.planNew': { name: 'ghost', image: 'samples/no-such-image:1' },
    'apps.scale': { replicas: 1 },
    'logs.keepExcerpt': { from: '2026-01-01T00:00:00.000000000Z', to: '2026-01-01T00:00:01.000000000Z' },
    'me.changePassword': { current: 'not the password', password: 'a long enough password 1' },
    'projects.create': { name: project, tenant: ours.name },
    'projects.setQuota': { cpu: '4', memory: '8Gi', pods: 50, volumes: 20, storage: '100Gi' },
    'registries.create': { name: 'local', kind: 'oci', url: 'http://127.0.0.1:1' },
    'registries.testNew': { kind: 'oci', url: 'http://127.0.0.1:1' },
    'secrets.put': { values: { a: 'b' } },
    'tenants.create': { name: ours.name },
    'tokens.create': { name: 'matrix' },
    'users.create': { name: 'admin', displayName: 'taken' },
  };
  return operation.body ? (bodies[operation.id] ?? {}) : undefined;
}

const QUERIES: Record<string, string> = {
  'releases.diff': '?from=1&to=2',
  'audit.export': '?format=csv&search=nothing-matches-this',
  'projects.checkQuota': '?cpu=4&memory=8Gi&pods=50&volumes=20&storage=100Gi',
  'registries.image': '?reference=samples/web:1',
  'projects.image': '?reference=samples/web:1',
  'files.list': '?path=/etc',
  'files.download': '?path=/etc/hosts',
  'files.upload': '?path=/tmp/a-file',
  'registries.artifacts': '?repository=samples/web',
};

function urlOf(operation: Operation): string {
  const values: Record<string, string> = {
    project,
    tenant: ours.name,
    user: 'ghost-user',
    token: randomUUID(),
    session: randomUUID(),
    shell: randomUUID(),
    crash: randomUUID(),
    excerpt: randomUUID(),
    repository: 'samples%2Fweb',
  };
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? 'ghost');
  return path + (QUERIES[operation.id] ?? (operation.method === 'DELETE' ? '?confirm=not-the-name' : ''));
}

function codeOf(answer: ApiAnswer): { code?: string; what?: unknown } {
  const body = answer.body as { code?: string; params?: Record<string, unknown> } | null;
  return typeof body === 'object' && body !== null ? { code: body.code, what: body.params?.['what'] } : {};
}

/** The permission's own scope decides whether a refusal may admit that the thing is there. */
function expected(operation: Operation, persona: Persona): 'open' | 401 | 403 | 404 {
  if (operation.access === 'public') return 'open';
  if (persona === 'nobody' || persona === 'expired') return 401;
  if (operation.access === 'signed-in') return 'open';
  if (MAY[operation.access].includes(persona)) return 'open';
  return PERMISSIONS[operation.access].scope !== 'platform' && persona === 'outsider' ? 404 : 403;
}

async function stateOfEverything() {
  const members = await db().projectMember.findMany({
    where: { project: { name: project } },
    orderBy: { userId: 'asc' },
  });
  // The console itself brings pull secrets up to date, e.g. when another test adds a registry.
  const row = await db().project.findUnique({ where: { name: project }, omit: { pullSecrets: true } });
  const apps = await db().app.count({ where: { project: { name: project } } });
  const tenant = await db().tenant.findUnique({ where: { name: ours.name }, include: { members: true } });
  return JSON.stringify({ members, row, apps, tenant });
}

describe.each(PERSONAS)('as %s', (persona) => {
  it.each(OPERATIONS.map((operation) => [operation.id, operation] as const))('%s', async (_, operation) => {
    const want = expected(operation, persona);
    const before = want === 'open' ? '' : await stateOfEverything();
    const answer = await api(operation.method, urlOf(operation), {
      token: tokens[persona],
      body: bodyOf(operation),
    });
    const { code, what } = codeOf(answer);
    if (want === 'open') {
      expect(code).not.toBe('auth.required');
      expect(code).not.toBe('auth.forbidden');
      expect([project, ours.name]).not.toContain(answer.status === 404 ? what : undefined);
      expect(answer.status).not.toBe(500);
    } else {
      expect({ status: answer.status, code }).toMatchObject({ status: want });
      expect(await stateOfEverything()).toBe(before);
    }
  });

  it('opens a shell only with the right to it', async () => {
    const status = await upgradeStatus(
      `/ws/projects/${project}/pods/ghost/exec`,
      tokens[persona],
      'v5.channel.k8s.io',
    );
    if (persona === 'nobody' || persona === 'expired') expect(status).toBe(401);
    else if (persona === 'outsider') expect(status).toBe(404);
    else if (MAY['shell.open'].includes(persona)) expect(status).not.toBe(403);
    else expect(status).toBe(403);
  });

  it.each(['apps', 'pods'])('sees the live list of %s only of projects that it may see', async (topic) => {
    const { answer } = await liveAnswer(tokens[persona], { topic, project });
    if (persona === 'nobody' || persona === 'expired') expect(answer).toBe(401);
    else if (MAY['project.read'].includes(persona)) expect(answer).toBe('frame');
    else expect(answer).toBe('resource.not_found');
  });

  it('sees the live list of shell sessions only where it has the right to shells', async () => {
    const { answer } = await liveAnswer(tokens[persona], { topic: 'shells', project });
    if (persona === 'nobody' || persona === 'expired') expect(answer).toBe(401);
    else if (MAY['shell.read'].includes(persona)) expect(answer).toBe('frame');
    else if (MAY['project.read'].includes(persona)) expect(answer).toBe('auth.forbidden');
    else expect(answer).toBe('resource.not_found');
  });

  it.each(['projects', 'home'])('sees in the live %s only what it may see', async (topic) => {
    const { answer, text } = await liveAnswer(tokens[persona], { topic, search: project });
    if (persona === 'nobody' || persona === 'expired') {
      expect(answer).toBe(401);
    } else {
      expect(answer).toBe('frame');
      // Home shows the first fifty, so that an administrator's need not hold it.
      if (persona !== 'admin') expect(text.includes(project)).toBe(MAY['project.read'].includes(persona));
    }
  });
});

it('tries operations of every kind', () => {
  expect(OPERATIONS.length).toBeGreaterThan(60);
});

function open(path: string, token: string | null, protocol?: string): WebSocket {
  const url = consoleUrl().replace('http', 'ws') + path;
  return new WebSocket(url, protocol ? [protocol] : [], {
    headers: token ? { authorization: `Bearer ${token}` } : {},
  });
}

/** The HTTP status that answered an upgrade: 101 when it was accepted. */
function upgradeStatus(path: string, token: string | null, protocol: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = open(path, token, protocol);
    socket.once('open', () => {
      socket.terminate();
      resolve(101);
    });
    socket.once('unexpected-response', (request, response) => {
      resolve(response.statusCode ?? 0);
      request.destroy();
    });
    socket.once('error', reject);
  });
}

/** What a subscription brings first: a frame with its text, the code of its refusal, or the upgrade's status. */
function liveAnswer(
  token: string | null,
  topic: Record<string, string>,
): Promise<{ answer: string | number; text: string }> {
  return new Promise((resolve, reject) => {
    const socket = open('/ws/live', token);
    socket.once('open', () => socket.send(JSON.stringify({ subscribe: '1', ...topic })));
    socket.once('message', (data: Buffer) => {
      const text = data.toString('utf8');
      const answer = JSON.parse(text) as { error?: { code: string }; frame?: unknown };
      resolve({ answer: answer.error?.code ?? (answer.frame ? 'frame' : 'data'), text });
      socket.terminate();
    });
    socket.once('unexpected-response', (request, response) => {
      resolve({ answer: response.statusCode ?? 0, text: '' });
      request.destroy();
    });
    socket.once('error', reject);
  });
}

import { afterAll, beforeAll, expect, it } from 'vitest';
import { LIVE_KEYS, type ShellRow } from '@/lib/contract/live';
import { db, type User } from '@/lib/db';
import { applyFrameDelta, type Frame } from '@/lib/domain/live';
import { putProjectMember } from '@/lib/services/projects';
import { endShell } from '@/lib/services/shells';
import { tokenFor } from '@/lib/testing/api';
import { openLive } from '@/lib/testing/live-client';
import { callAs } from '@/lib/testing/people';
import { startGateway } from '@/lib/testing/shell-client';
import { makeTenant, type TestTenant } from '@/lib/testing/tenancy';
import { waitFor } from '@/lib/testing/wait-for';

let tenant: TestTenant;
let project: string;
let gateway: Awaited<ReturnType<typeof startGateway>>;

beforeAll(async () => {
  gateway = await startGateway();
  tenant = await makeTenant();
  project = await tenant.project();
});

afterAll(async () => {
  gateway.close();
  await tenant.clean();
});

interface View {
  error: () => string | undefined;
  rows: (list: 'liveShells' | 'pastShells') => ShellRow[];
  close: () => void;
}

/** The sessions of the project as somebody's page has them: a frame, and what changed of it. */
async function follow(person: User): Promise<View> {
  let frame: Frame | undefined;
  let error: string | undefined;
  const where = { port: gateway.port, token: await tokenFor(person) };
  const socket = await openLive(where, { s: { topic: 'shells', project } }, (answer) => {
    if ('error' in answer) error = answer.error.code;
    else if ('frame' in answer) frame = answer.frame;
    else if ('delta' in answer && frame) frame = applyFrameDelta(frame, answer.delta, LIVE_KEYS);
  });
  await waitFor('an answer', () => frame ?? error);
  return {
    error: () => error,
    rows: (list) => (frame?.lists[list]?.rows ?? []) as ShellRow[],
    close: () => socket.terminate(),
  };
}

const member = (person: User, rights: { exec: boolean }) =>
  callAs(tenant.owner, putProjectMember, {
    params: { project, user: person.name },
    body: { role: 'viewer', rights: { logs: true, secrets: false, ...rights } },
  });

/** A session of another replica: its row is all that is here of it. */
const begin = (person: User) =>
  db().shellSession.create({
    data: {
      projectName: project,
      pod: 'box-1',
      container: 'box',
      userId: person.id,
      userName: person.name,
      command: [],
    },
  });

it('tells of sessions of other replicas within seconds, of those that are over only one’s own', async () => {
  const [ann, bob] = [await tenant.person('ann'), await tenant.person('bob')];
  for (const person of [ann, bob]) await member(person, { exec: true });
  const [mine, others, owners] = [await follow(ann), await follow(bob), await follow(tenant.owner)];
  const views = [mine, others, owners];
  expect(views.map((view) => view.rows('liveShells'))).toEqual([[], [], []]);

  const { id } = await begin(ann);
  await waitFor('it to be told', () => views.every((view) => view.rows('liveShells')[0]?.id === id), {
    timeout: 5000,
  });
  await db().shellSession.update({ where: { id }, data: { detachedAt: new Date() } });
  await waitFor('its state', () => mine.rows('liveShells')[0]?.state === 'detached', { timeout: 5000 });
  await db().shellSession.update({ where: { id }, data: { endedAt: new Date(), exitCode: 4 } });
  await waitFor('its end', () => views.every((view) => view.rows('liveShells').length === 0), {
    timeout: 5000,
  });
  const past = () => views.map((view) => view.rows('pastShells').map((row) => [row.id, row.exitCode]));
  expect(past()).toEqual([[[id, 4]], [], [[id, 4]]]);
  for (const view of views) view.close();
});

it('tells at once of what is done here', async () => {
  const ann = await tenant.person('ann');
  await member(ann, { exec: true });
  const { id } = await begin(ann);
  const owners = await follow(tenant.owner);
  await callAs(tenant.owner, endShell, { params: { project, shell: id } });
  // Sooner than the regular look, which comes every 3 s.
  await waitFor('who ended it', () => owners.rows('liveShells')[0]?.endedBy === tenant.owner.name, {
    timeout: 1500,
  });
  owners.close();
  await db().shellSession.update({ where: { id }, data: { endedAt: new Date() } });
});

it('ends with the right, and is closed to who has none', async () => {
  const [ann, none, outsider] = [
    await tenant.person('ann'),
    await tenant.person('none'),
    await tenant.person('outsider'),
  ];
  await member(ann, { exec: true });
  await member(none, { exec: false });
  const [refused, hidden] = [await follow(none), await follow(outsider)];
  expect([refused.error(), hidden.error()]).toEqual(['auth.forbidden', 'resource.not_found']);
  const mine = await follow(ann);
  expect(mine.error()).toBeUndefined();
  await member(ann, { exec: false });
  await waitFor('the end', () => mine.error() === 'auth.forbidden', { timeout: 5000 });
  for (const view of [mine, refused, hidden]) view.close();
});

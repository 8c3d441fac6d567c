import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { db } from '@/lib/db';
import { APP_LABEL, MANAGER, PROJECT_LABEL } from '@/lib/domain/app';
import { clusterCache } from '@/lib/kube';
import { putProjectMember } from '@/lib/services/projects';
import { adminKube } from '@/lib/testing/admin-kube';
import { callAs } from '@/lib/testing/people';
import { isRunning, podWhen, startPod } from '@/lib/testing/pods';
import { makeTenant, type TestTenant } from '@/lib/testing/tenancy';
import { waitFor } from '@/lib/testing/wait-for';
import {
  createLogExcerpt,
  deleteLogExcerpt,
  listLogExcerpts,
  pruneLogExcerpts,
  readLogExcerpt,
} from '../index';

const app = 'shop';
let tenant: TestTenant;
let project: string;
let stamps: string[];

beforeAll(async () => {
  tenant = await makeTenant();
  project = await tenant.project();
  const row = await db().project.findUniqueOrThrow({ where: { name: project } });
  await db().app.create({ data: { projectId: row.id, name: app, desired: {} } });
  const labels = { [APP_LABEL]: app, [PROJECT_LABEL]: project, 'app.kubernetes.io/managed-by': MANAGER };
  await startPod(project, {
    name: 'shop-a',
    labels,
    containers: { main: 'for i in $(seq 1 50); do echo "line $i"; done; sleep 1000' },
  });
  await podWhen(project, 'shop-a', isRunning);
  await waitFor('the pod in the cache', async () => {
    const pod = await clusterCache('local').pods.get(project, 'shop-a');
    return pod?.containers[0]?.state === 'running';
  });
  stamps = await waitFor('fifty lines', async () => {
    const stream = await adminKube().logs(project, 'shop-a', { timestamps: true });
    const text = Buffer.concat(await stream.toArray()).toString();
    const found = text.split('\n').flatMap((line) => (line === '' ? [] : [line.split(' ')[0] ?? '']));
    return found.length === 50 ? found : null;
  });
});
afterAll(() => tenant.clean());

const emptyExcerpt = (appId: string) => ({
  appId,
  createdById: tenant.owner.id,
  createdByName: tenant.owner.name,
  expiresAt: new Date(Date.now() + 60_000),
  fromStamp: '',
  toStamp: '',
  note: '',
  lineCount: 0,
  cut: false,
  records: new Uint8Array(),
});
const params = () => ({ project, app });
const range = (from: number, to: number) => ({ from: stamps[from - 1], to: stamps[to - 1] });

it('keeps no more than 128 MiB of an app, and says so', async () => {
  const appRow = await db().app.findFirstOrThrow({ where: { name: app, project: { name: project } } });
  const { id } = await db().logExcerpt.create({ data: { ...emptyExcerpt(appRow.id), id: randomUUID() } });
  const fill = (bytes: number) => db().$executeRaw`
    UPDATE "LogExcerpt" SET records = convert_to(repeat('x', ${bytes}::int), 'UTF8') WHERE id = ${id}::uuid`;
  const keep = () => callAs(tenant.owner, createLogExcerpt, { params: params(), body: range(1, 50) });
  const limit = 128 * 1024 * 1024;
  await fill(limit);
  await expect(keep()).rejects.toMatchObject({
    code: 'log.excerpts_full',
    status: 422,
    params: { used: '128.0', limit: 128 },
  });
  // There is room for a byte, not for fifty lines.
  await fill(limit - 1);
  await expect(keep()).rejects.toMatchObject({ code: 'log.excerpts_full' });
  expect(await db().logExcerpt.count({ where: { appId: appRow.id } })).toBe(1);
  await fill(limit - 100_000);
  const kept = await keep();
  await db().logExcerpt.deleteMany({ where: { id: { in: [id, kept.id] } } });
});

it('keeps a range of lines, also when the pod is gone', async () => {
  const kept = await callAs(tenant.owner, createLogExcerpt, {
    params: params(),
    body: { ...range(11, 20), pods: ['shop-a'], note: 'the crash' },
  });
  expect(kept).toMatchObject({ lines: 10, cut: false, note: 'the crash', createdBy: tenant.owner.name });
  const audit = await db().auditEvent.findFirstOrThrow({ where: { action: 'log.keep', project } });
  expect(audit).toMatchObject({ actorName: tenant.owner.name, target: app });

  await adminKube().delete({ apiVersion: 'v1', kind: 'Pod', namespace: project, name: 'shop-a' });
  await waitFor('the pod to go', async () => !(await clusterCache('local').pods.get(project, 'shop-a')));
  const read = await callAs(tenant.owner, readLogExcerpt, { params: { ...params(), excerpt: kept.id } });
  expect(read.records.map((record) => 'line' in record && record.line)).toEqual(
    Array.from({ length: 10 }, (_, at) => `line ${at + 11}`),
  );
  const list = await callAs(tenant.owner, listLogExcerpts, { params: params() });
  expect(list.items.map(({ id }) => id)).toEqual([kept.id]);

  await expect(
    callAs(tenant.owner, createLogExcerpt, { params: params(), body: range(1, 5) }),
  ).rejects.toMatchObject({ code: 'validation.failed' });
});

it('is shown and deleted under the right to logs only, and ends when it expires', async () => {
  const id = randomUUID();
  const appRow = await db().app.findFirstOrThrow({ where: { name: app, project: { name: project } } });
  await db().logExcerpt.create({ data: { ...emptyExcerpt(appRow.id), id } });
  const one = { params: { ...params(), excerpt: id } };
  const reader = await tenant.person('reader');
  await expect(callAs(reader, readLogExcerpt, one)).rejects.toMatchObject({ status: 404 });
  const right = (logs: boolean) =>
    callAs(tenant.owner, putProjectMember, {
      params: { project, user: reader.name },
      body: { role: 'viewer', rights: { logs } },
    });
  await right(false);
  await expect(callAs(reader, readLogExcerpt, one)).rejects.toMatchObject({ status: 403 });
  await right(true);
  expect(await callAs(reader, readLogExcerpt, one)).toMatchObject({ id, records: [] });
  await expect(callAs(reader, deleteLogExcerpt, one)).rejects.toMatchObject({ status: 403 });

  await db().logExcerpt.update({ where: { id }, data: { expiresAt: new Date(Date.now() - 1) } });
  await expect(callAs(tenant.owner, readLogExcerpt, one)).rejects.toMatchObject({ status: 404 });
  await pruneLogExcerpts();
  expect(await db().logExcerpt.count({ where: { id } })).toBe(0);
});

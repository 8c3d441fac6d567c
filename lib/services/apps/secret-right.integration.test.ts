import { afterAll, beforeAll, expect, it } from 'vitest';
import { putProjectMember } from '@/lib/services/projects';
import { putSecret } from '@/lib/services/secrets';
import { appsOf, useRigRegistry } from '@/lib/testing/apps';
import { callAs } from '@/lib/testing/people';
import { makeTenant, type TestTenant } from '@/lib/testing/tenancy';
import type { User } from '@/lib/db';
import { rollbackApp, updateApp } from './index';

let tenant: TestTenant;
let project: string;
let developer: User;

beforeAll(async () => {
  await useRigRegistry();
  tenant = await makeTenant();
  project = await tenant.project();
  developer = await tenant.person('developer');
  await callAs(tenant.owner, putProjectMember, {
    params: { project, user: developer.name },
    body: { role: 'developer' },
  });
  const secret = { params: { project, secret: 'db' }, body: { values: { password: 'x' } } };
  await callAs(tenant.owner, putSecret, secret);
});
afterAll(() => tenant.clean());

it('a Secret that was taken away from an app comes back only through somebody with the right', async () => {
  const params = { project, app: 'shop' };
  const env = [{ name: 'PASSWORD', secret: { name: 'db', key: 'password' } }];
  const apps = appsOf(tenant.owner, project);
  await apps.create({ name: 'shop', image: 'samples/web:1', replicas: 0, env });
  const forbidden = { code: 'auth.forbidden', params: { permission: 'secrets.manage' } };

  // What is there stays usable, also to go back to.
  await callAs(developer, updateApp, { params, body: { message: 'same Secret' } });
  await callAs(developer, rollbackApp, { params, body: { release: 1 } });

  await callAs(tenant.owner, updateApp, { params, body: { env: [] } });
  await expect(callAs(developer, updateApp, { params, body: { env } })).rejects.toMatchObject(forbidden);
  await expect(callAs(developer, rollbackApp, { params, body: { release: 1 } })).rejects.toMatchObject(
    forbidden,
  );
  const back = await callAs(tenant.owner, rollbackApp, { params, body: { release: 1 } });
  expect(back.release?.rollbackOf).toBe(1);
});

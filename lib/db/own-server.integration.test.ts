import { afterAll, beforeAll, expect, it } from 'vitest';
import { adminKube } from '@/lib/testing/admin-kube';
import { api } from '@/lib/testing/api';
import { startConsole, type OwnConsole } from '@/lib/testing/own-console';
import { once } from '@/lib/testing/own-database';
import { startPostgres, type OwnPostgres } from '@/lib/testing/own-postgres';

// `DATABASE_URL` of one's own: the built console against a server that the rig knows nothing of.
const PASSWORD = 'a password for this test';
let postgres: OwnPostgres;
let running: OwnConsole;

beforeAll(async () => {
  postgres = await startPostgres();
  running = await startConsole({ DATABASE_URL: postgres.url, BERTH_ADMIN_PASSWORD: PASSWORD });
});

afterAll(async () => {
  const { rows } = await once(postgres.url, `SELECT value FROM "Setting" WHERE key = 'installation'`);
  await running.stop();
  await adminKube().delete({
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    namespace: 'berth-system',
    name: `berth-leader-${String(rows[0]?.['value'])}`,
  });
  await postgres.stop();
});

/** Signs in as the form does. */
async function signIn(): Promise<Response> {
  const asked = await fetch(`${running.url}/api/auth/csrf`);
  const { csrfToken } = (await asked.json()) as { csrfToken: string };
  const form = new URLSearchParams({ name: 'admin', password: PASSWORD, csrfToken, json: 'true' });
  const cookie = cookiesOf(asked);
  return fetch(`${running.url}/api/auth/callback/credentials`, {
    method: 'POST',
    headers: { cookie },
    body: form,
    redirect: 'manual',
  });
}

function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
}

it('is migrated, takes the first sign-in, and keeps what is made', async () => {
  const { rows } = await once(
    postgres.url,
    'SELECT count(*)::int AS count FROM _prisma_migrations WHERE finished_at IS NOT NULL',
  );
  expect(rows[0]?.['count']).toBeGreaterThan(1);
  const signedIn = await signIn();
  const session = signedIn.headers.getSetCookie().find((line) => line.startsWith('next-auth.session-token='));
  // No script reads it, and no other site sends it along with a change.
  expect(session).toMatch(/; HttpOnly/);
  expect(session).toMatch(/; SameSite=Lax/);
  const headers = { cookie: cookiesOf(signedIn), origin: running.url };
  expect(await api('GET', '/me', { headers, url: running.url })).toMatchObject({
    status: 200,
    body: { user: { name: 'admin' }, via: 'session' },
  });
  const made = await api('POST', '/tenants', { headers, url: running.url, body: { name: 'harbour' } });
  expect(made).toMatchObject({ status: 201, body: { name: 'harbour' } });
  const kept = await once(postgres.url, 'SELECT name FROM "Tenant"');
  expect(kept.rows).toEqual([{ name: 'harbour' }]);
});

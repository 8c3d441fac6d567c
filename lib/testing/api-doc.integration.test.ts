import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { db } from '@/lib/db';
import { consoleUrl, tokenFor } from './api';
import { uniqueName } from './names';
import { makePerson, removePeople } from './people';

it('docs/api.md runs as it stands', { timeout: 600_000 }, async () => {
  const admin = await makePerson('doc', 'admin');
  const token = await tokenFor(admin);
  const script = [...readFileSync('docs/api.md', 'utf8').matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(
    (block) => block[1],
  );
  const tenant = uniqueName('doc');
  const run = spawnSync('bash', ['-euo', 'pipefail', '-c', script.join('\n')], {
    encoding: 'utf8',
    env: { ...process.env, BERTH: consoleUrl(), TOKEN: token, TENANT: tenant, PROJECT: `${tenant}-shop` },
  });
  const output = `${run.stdout}\n${run.stderr}`;
  expect(run.status, output).toBe(0);
  expect(output).toContain('["' + admin.name + '","app.rollback"');
  expect(output).toContain('[2,"samples/web:2","available"]');
  expect(output).not.toContain(token);
  expect(await db().tenant.count({ where: { name: tenant } })).toBe(0);
  await removePeople([admin]);
});

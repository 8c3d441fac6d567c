import { readFileSync } from 'node:fs';
import { db, type User } from '@/lib/db';
import type { AppView } from '@/lib/services/apps';
import { createApp, getApp, trackVerdicts, updateApp } from '@/lib/services/apps';
import { ensureRegistry } from '@/lib/services/registries';
import { statePaths } from '../../scripts/lib/state.mjs';
import { callAs } from './people';
import { waitFor } from './wait-for';

// Read when the first release is rendered: tests of rollouts need no long window.
process.env['BERTH_STABILITY_SECONDS'] = '2';

/** Where the rig's registry is, and who may push to it. */
export function rigRegistry(): { url: string; username: string; password: string } {
  const host = `${process.env['BERTH_NODE_IP'] ?? '10.99.0.1'}:${process.env['BERTH_REGISTRY_PORT'] ?? '5000'}`;
  const password = readFileSync(statePaths().registryPassword, 'utf8').trim();
  return { url: `http://${host}`, username: 'berth', password };
}

/** The rig's registry, as a registry of the console; projects that are made afterwards may pull from it. */
export async function useRigRegistry(): Promise<void> {
  const registry = rigRegistry();
  if (await db().registry.findFirst({ where: { url: registry.url } })) return;
  await ensureRegistry({ name: 'local', kind: 'oci', ...registry });
}

/** Apps of one project as somebody, with short verbs for tests. */
export function appsOf(person: Pick<User, 'id'>, project: string) {
  const params = (app: string) => ({ project, app });
  const get = (app: string): Promise<AppView> => callAs(person, getApp, { params: params(app) });
  return {
    // A node of two cores is full with twenty pods of what apps ask for by default, and several tests share it.
    create: (body: Record<string, unknown>): Promise<AppView> =>
      callAs(person, createApp, {
        params: { project },
        body: { resources: { cpuRequest: '20m' }, ...body },
      }),
    update: (app: string, body: Record<string, unknown>): Promise<AppView> =>
      callAs(person, updateApp, { params: params(app), body }),
    get,
    params,
    /** Waits until the app's status is as `wanted` says, and returns the app. */
    until: async (
      app: string,
      what: string,
      wanted: (status: AppView['status']) => boolean,
    ): Promise<AppView> => {
      let last: AppView['status'] | undefined;
      try {
        return await waitFor(
          `${app} to be ${what}`,
          async () => {
            await trackVerdicts();
            const seen = await get(app);
            last = seen.status;
            return wanted(seen.status) ? seen : null;
          },
          { timeout: 90_000, every: 300 },
        );
      } catch (error) {
        throw new Error(`${error instanceof Error ? error.message : ''}: ${JSON.stringify(last)}`, {
          cause: error,
        });
      }
    },
  };
}

import {
  closeLeftIntents,
  deleteApp,
  recoverOperations,
  recoverReleases,
  restartApp,
  updateApp,
} from '@/lib/services/apps';
import { createProject } from '@/lib/services/projects';
import { callAs } from './people';

// A process of its own that does one thing, so that a test can kill it in the middle or begin it anew:
//   tsx lib/testing/act-alone.ts update|delete|restart <user id> <project> <app> | create <user id> <project> <tenant> | recover
const [act = '', id = '', project = '', app = '', tenant = app] = process.argv.slice(2);

const acts: Record<string, () => Promise<unknown>> = {
  update: () => callAs({ id }, updateApp, { params: { project, app }, body: { message: 'interrupted' } }),
  delete: () => callAs({ id }, deleteApp, { params: { project, app }, query: { confirm: app } }),
  create: () => callAs({ id }, createProject, { body: { name: project, tenant } }).catch(() => undefined),
  restart: () => callAs({ id }, restartApp, { params: { project, app } }).catch(() => undefined),
  recover: async () => {
    await recoverReleases();
    await recoverOperations();
    await closeLeftIntents();
  },
};

await acts[act]?.();
process.exit(0);

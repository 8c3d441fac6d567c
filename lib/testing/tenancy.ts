import { db, type User } from '@/lib/db';
import { DEFAULT_CLUSTER } from '@/lib/kube';
import { createProject, reconcileProjects } from '@/lib/services/projects';
import { createTenant, deleteTenant } from '@/lib/services/tenants';
import { uniqueName } from './names';
import { callAs, makePerson, removePeople } from './people';
import { waitFor } from './wait-for';

/** A tenant of its own for one test file: with an administrator, an owner, and projects on demand. */
export interface TestTenant {
  name: string;
  admin: User;
  owner: User;
  /** Makes one more user, who belongs to nothing yet. */
  person: (what: string) => Promise<User>;
  /** Makes a project in the tenant and answers its name. */
  project: (body?: { quota?: Record<string, unknown>; environment?: string }) => Promise<string>;
  /** Deletes everything that was made, and waits until the cluster is rid of it. */
  clean: () => Promise<void>;
}

/** Makes a tenant with its people. */
export async function makeTenant(
  caps: { cpuQuota?: string; memoryQuota?: string } = {},
): Promise<TestTenant> {
  await db().cluster.createMany({ data: [{ name: DEFAULT_CLUSTER, title: 'local' }], skipDuplicates: true });
  const admin = await makePerson('admin', 'admin');
  const owner = await makePerson('owner');
  const people = [admin, owner];
  const name = uniqueName('tenant');
  await callAs(admin, createTenant, { body: { name, owner: owner.name, ...caps } });
  return {
    name,
    admin,
    owner,
    person: async (what) => {
      const person = await makePerson(what);
      people.push(person);
      return person;
    },
    project: async (body = {}) => {
      const project = uniqueName('project');
      await callAs(owner, createProject, { body: { name: project, tenant: name, ...body } });
      return project;
    },
    clean: async () => {
      const where = { tenant: { name } };
      await db().project.updateMany({ where, data: { phase: 'deleting' } });
      await waitFor(`the projects of ${name} to go`, async () => {
        await reconcileProjects(new AbortController().signal);
        return (await db().project.count({ where })) === 0;
      });
      await callAs(admin, deleteTenant, { params: { tenant: name }, query: { confirm: name } });
      await removePeople(people);
    },
  };
}

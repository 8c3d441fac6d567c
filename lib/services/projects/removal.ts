import { db } from '@/lib/db';
import { Problem } from '@/lib/domain/problem';
import { allKubeGroups } from '@/lib/domain/access';
import { isNamespaceOf } from '@/lib/domain/project';
import { asConsole, forgetImpersonable, type KubeObject } from '@/lib/kube';
import { touchProject } from '@/lib/services/kernel';
import { audited, CONSOLE, localCaller } from '@/lib/services/identity';
import { tryProjectLock } from './lock';
import { findNamespace } from './namespace';
import { noteDeletion } from './phase';
import { auditedProject, type ProjectRow } from './rows';

/**
 * Takes a deletion one step further: asks the cluster to delete the namespace, or, once that is gone, removes the
 * rows. A namespace of the same name that is not the project's own is left alone. Nothing is done while somebody still
 * makes the project: what they are making would stay behind, and its name with it.
 */
export async function carryDeletion(row: ProjectRow): Promise<void> {
  await tryProjectLock(row.id, () => carryDeletionLocked(row));
}

async function carryDeletionLocked(row: ProjectRow): Promise<void> {
  const kube = asConsole(row.clusterName);
  const namespace = await findNamespace(kube, row.name);
  if (namespace && isNamespaceOf(namespace.metadata.labels, row)) {
    if (namespace.metadata.deletionTimestamp === undefined) {
      await kube.delete({ apiVersion: 'v1', kind: 'Namespace', name: row.name });
    } else {
      await noteDeletion(row.id, remaining(namespace));
    }
    return;
  }
  await forgetImpersonable(row.clusterName, [], allKubeGroups(row.name));
  await removeRows(row);
}

/** What the cluster says that a namespace's deletion waits for; null while it says nothing. */
function remaining(namespace: KubeObject): Problem | null {
  const { conditions = [] } = (namespace['status'] ?? {}) as {
    conditions?: { type: string; status: string; message?: string }[];
  };
  const told = conditions.filter((condition) => condition.status === 'True' && condition.message);
  if (told.length === 0) return null;
  const detail = told
    .map((condition) => condition.message)
    .join(' ')
    .slice(0, 500);
  return new Problem('project.deletion_waits', { detail });
}

async function removeRows(row: ProjectRow): Promise<void> {
  const act = {
    caller: localCaller(CONSOLE),
    principal: CONSOLE,
    action: 'project.removed',
    target: row.name,
  };
  await audited(act, async (record) => {
    record.before = auditedProject(row);
    await db().project.deleteMany({ where: { id: row.id, phase: 'deleting' } });
    touchProject(row.id);
  });
}

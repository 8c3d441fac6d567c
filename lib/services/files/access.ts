import { SHELL_ACCESS } from '@/lib/contract/shells';
import { normalPath } from '@/lib/domain/file';
import { Problem } from '@/lib/domain/problem';
import type { KubeClient } from '@/lib/kube';
import {
  audited,
  kubeAs,
  projectScope,
  requireSignIn,
  type AuditRecord,
  type Caller,
} from '@/lib/services/kernel';
import { runningContainer } from '@/lib/services/shells';
import type { FileTarget } from './container-run';

interface Where {
  params: { project: string; pod: string };
  query: { container?: string | undefined; path: string };
}

export interface FileAccess {
  caller: Caller;
  client: KubeClient;
  target: FileTarget;
  path: string;
  audit: AuditRecord;
}

/** The container whose files are meant, on record before anything is tried, for who may open shells in it. */
export async function withFileAccess<T>(
  caller: Caller,
  action: string,
  { params, query }: Where,
  more: Record<string, unknown>,
  run: (access: FileAccess) => Promise<T>,
): Promise<T> {
  const principal = requireSignIn(caller);
  const resolved = await projectScope(params.project);
  const path = normalPath(query.path);
  const input = { container: query.container ?? null, path, ...more };
  const intent = { caller, principal, action, resolved, target: params.pod, input };
  return audited(intent, SHELL_ACCESS, async (audit) => {
    if (!resolved.project) throw new Problem('internal');
    const client = kubeAs(principal, resolved.project);
    const where = { project: params.project, pod: params.pod, container: query.container };
    const { name: container } = await runningContainer(client, where);
    const target = { namespace: params.project, pod: params.pod, container };
    return run({ caller, client, target, path, audit });
  });
}

import type { Project } from '@/lib/db';
import { can } from '@/lib/domain/access';
import {
  platformFindings,
  roomFindings,
  secretFindings,
  type AppSpec,
  type Finding,
  type LimitFacts,
  type QuotaFacts,
} from '@/lib/domain/app';
import { clusterCache, type KubeClient, type KubeObject } from '@/lib/kube';
import type { Context } from '@/lib/services/kernel';
import type { Draft } from './draft';

type Amounts = Record<string, string>;

/** The project's quotas with today's use. */
export async function quotasOf(client: KubeClient, project: string): Promise<QuotaFacts[]> {
  const objects = await client.list({ apiVersion: 'v1', kind: 'ResourceQuota', namespace: project });
  return objects.map((object) => {
    const status = (object['status'] ?? {}) as { hard?: Amounts; used?: Amounts };
    const spec = (object['spec'] ?? {}) as { hard?: Amounts };
    return { name: object.metadata.name, hard: status.hard ?? spec.hard ?? {}, used: status.used ?? {} };
  });
}

/** The project's limits for containers. */
export async function limitsOf(client: KubeClient, project: string): Promise<LimitFacts[]> {
  const objects = await client.list({ apiVersion: 'v1', kind: 'LimitRange', namespace: project });
  return objects.flatMap((object) => ((object['spec'] ?? {}) as { limits?: LimitFacts[] }).limits ?? []);
}

/** Secrets and keys that the environment names and that are not there; only for somebody who may look. */
export async function missingSecrets(
  context: Context,
  client: KubeClient,
  project: Project,
  spec: AppSpec,
): Promise<Finding[]> {
  if (!can(context.principal, 'secrets.manage', context.scope)) return [];
  const names = [...new Set(spec.env.flatMap((env) => (env.secret ? [env.secret.name] : [])))];
  const keys = new Map<string, string[] | null>();
  for (const name of names) {
    const secret: KubeObject | null = await client.find({
      apiVersion: 'v1',
      kind: 'Secret',
      namespace: project.name,
      name,
    });
    keys.set(name, secret ? Object.keys(secret['data'] ?? {}) : null);
  }
  return secretFindings(spec, keys);
}

/** Whether some node runs what the image is made for, and has as much as a pod asks for. */
export async function nodeFindings(project: Project, draft: Draft): Promise<Finding[]> {
  const nodes = await clusterCache(project.clusterName).nodes.list();
  const architectures = [...new Set(nodes.map((node) => node.architecture))];
  return [
    ...platformFindings(draft.image, draft.platforms, architectures),
    ...roomFindings(nodes, draft.spec.resources),
  ];
}

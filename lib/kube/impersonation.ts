import { setTimeout as sleep } from 'node:timers/promises';
import { isProblem } from '@/lib/domain/problem';
import { singleton } from '@/lib/runtime/singleton';
import { statusOf } from './errors';
import { transportOf, type Identity, type Transport } from './transport';
import type { KubeObject } from './types';

const ROLE_PATH = '/apis/rbac.authorization.k8s.io/v1/clusterroles/berth-impersonation';
const REVIEW_PATH = '/apis/authentication.k8s.io/v1/selfsubjectreviews';
const SETTLE_MS = 10_000;
const TRIES = 8;

interface ImpersonationRole extends KubeObject {
  rules?: { apiGroups: string[]; resources: string[]; verbs: string[]; resourceNames?: string[] }[];
}

interface Names {
  users: string[];
  groups: string[];
}

/** True when a call was refused because the console may not (yet) speak for that user or group. */
export function isMissingImpersonation(error: unknown): boolean {
  if (!isProblem(error) || error.code !== 'cluster.forbidden') return false;
  const kind = statusOf(error)?.details?.kind;
  // A refused impersonation names the thing that may not be impersonated as its kind; real acts name theirs.
  return kind === 'users' || kind === 'groups';
}

/** As `ensureImpersonable` for one identity; called by the client when the API server says that a name is missing. */
export function ensureFor(cluster: string, identity: Identity): Promise<void> {
  return ensureImpersonable(cluster, [identity.user], identity.groups);
}

/**
 * Puts users and groups on the list of names that the console may impersonate (ClusterRole berth-impersonation), and
 * waits until the API server judges by it. Repeatable; replicas that do it at once retry on each other's conflict.
 */
export async function ensureImpersonable(cluster: string, users: string[], groups: string[]): Promise<void> {
  const transport = transportOf(cluster);
  await edit(transport, (names) => ({
    users: [...new Set([...names.users, ...users])],
    groups: [...new Set([...names.groups, ...groups])],
  }));
  // Also when nothing was missing: another call may have added them a moment ago.
  await settled(transport, users, groups);
}

/** Takes names off the list: a deleted user, the groups of a deleted project. */
export async function forgetImpersonable(cluster: string, users: string[], groups: string[]): Promise<void> {
  const gone = new Set([...users, ...groups]);
  await edit(transportOf(cluster), (names) => ({
    users: names.users.filter((name) => !gone.has(name)),
    groups: names.groups.filter((name) => !gone.has(name)),
  }));
}

/** Reads, changes and writes the list: one after the other in this process, again on a conflict with another one. */
async function edit(transport: Transport, change: (names: Names) => Names): Promise<void> {
  const turns = singleton('kube-impersonation-turns', () => new Map<string, Promise<void>>());
  const turn = (turns.get(transport.cluster) ?? Promise.resolve()).then(() => editNow(transport, change));
  turns.set(
    transport.cluster,
    turn.catch(() => undefined),
  );
  return turn;
}

async function editNow(transport: Transport, change: (names: Names) => Names): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const role = (await transport.json<ImpersonationRole>(null, { path: ROLE_PATH })).value;
    const before = namesOf(role);
    const after = change(before);
    if (same(before, after)) return;
    try {
      await transport.json(null, {
        method: 'PUT',
        path: ROLE_PATH,
        body: { ...role, rules: rulesOf(after) },
      });
      return;
    } catch (error) {
      if (!isProblem(error) || error.code !== 'cluster.conflict' || attempt >= TRIES) throw error;
      await sleep(Math.random() * 50 * attempt);
    }
  }
}

function namesOf(role: ImpersonationRole): Names {
  const of = (resource: string) =>
    (role.rules ?? [])
      .filter((rule) => rule.resources.includes(resource))
      .flatMap((rule) => rule.resourceNames ?? []);
  return { users: of('users'), groups: of('groups') };
}

function rulesOf(names: Names) {
  const rule = (resource: string, resourceNames: string[]) =>
    resourceNames.length === 0
      ? []
      : [
          {
            apiGroups: [''],
            resources: [resource],
            verbs: ['impersonate'],
            resourceNames: resourceNames.toSorted(),
          },
        ];
  return [...rule('users', names.users), ...rule('groups', names.groups)];
}

function same(a: Names, b: Names): boolean {
  const key = (names: Names) => JSON.stringify([names.users.toSorted(), names.groups.toSorted()]);
  return key(a) === key(b);
}

/** The authorizer works from a cache of its own: asks as that user until it lets us, at most ten seconds. */
async function settled(transport: Transport, users: string[], groups: string[]): Promise<void> {
  const user =
    users[0] ?? namesOf((await transport.json<ImpersonationRole>(null, { path: ROLE_PATH })).value).users[0];
  // Without any user nobody can act yet; the first one waits for its groups when it comes.
  if (user === undefined) return;
  const end = Date.now() + SETTLE_MS;
  for (let pause = 20; ; pause = Math.min(pause * 2, 500)) {
    try {
      await transport.json(
        { user, groups },
        {
          method: 'POST',
          path: REVIEW_PATH,
          body: { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' },
        },
      );
      return;
    } catch (error) {
      if (!isMissingImpersonation(error) || Date.now() > end) throw error;
      await sleep(pause);
    }
  }
}

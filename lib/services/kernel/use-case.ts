import type { Answer, Operation, Parsed } from '@/lib/contract/operation';
import type { Principal, Scope } from '@/lib/domain/access';
import { Problem } from '@/lib/domain/problem';
import type { AuditRecord } from './audit';
import { audited } from './audited';
import { authorise, requireSignIn, resolveScope, type ResolvedScope } from './authorise';
import type { Caller } from './caller';

/** What a use case works with. `resolved` holds the rows that the path named. */
export interface Context {
  caller: Caller;
  principal: Principal;
  scope: Scope;
  resolved: ResolvedScope;
  /** The audit row of this act; null for reads. */
  audit: AuditRecord | null;
}

export interface UseCaseParts<O extends Operation> {
  /** Only when the scope is not in the path (`{project}`, `{tenant}`): e.g. a project is created in a tenant of the body. */
  scope?: (input: Parsed<O>, caller: Caller) => Promise<ResolvedScope>;
  /** What the audit names as acted upon; the path's last parameter when not given. */
  target?: (input: Parsed<O>) => string;
  /** What the audit keeps of the input; the body when not given. For bodies that hold secrets under free names. */
  auditInput?: (input: Parsed<O>) => unknown;
  /** The project under which the audit lists it, where the path names none: what is made is found with what it became. */
  project?: (input: Parsed<O>) => string;
  run: (context: Context, input: Parsed<O>) => Promise<Answer<O>>;
}

/** An operation with the code behind it; the only thing that doors (REST, page, WebSocket, job) can call. */
export interface UseCase<O extends Operation = Operation> {
  operation: O;
  call: (caller: Caller, input: Parsed<O>) => Promise<Answer<O>>;
}

/** Joins an operation to its code: authorise → audit row → run → outcome, whoever calls. */
export function useCase<O extends Operation>(operation: O, parts: UseCaseParts<O>): UseCase<O> {
  return {
    operation,
    call: async (caller, input) => {
      const needsPrincipal = operation.access !== 'public';
      const principal = needsPrincipal ? requireSignIn(caller) : (caller.principal ?? ANONYMOUS);
      const resolved = await (parts.scope?.(input, caller) ?? resolveScope(operation.path, input.params));
      const context: Context = { caller, principal, scope: resolved.scope, resolved, audit: null };
      if (operation.audit === undefined) {
        authorise(principal, operation.access, resolved.scope, resolved.tenant?.name);
        return parts.run(context, input);
      }
      const intent = {
        caller,
        principal,
        action: operation.audit,
        resolved,
        ...(parts.project ? { project: parts.project(input) } : {}),
        target: parts.target?.(input) ?? lastParam(operation.path, input.params),
        input: parts.auditInput?.(input) ?? input.body ?? {},
      };
      return audited(intent, operation.access, async (audit) => {
        const answer = await parts.run({ ...context, audit }, input);
        await audit.succeed();
        return answer;
      });
    },
  };
}

const ANONYMOUS: Principal = {
  userId: '',
  name: '(anonymous)',
  displayName: '',
  platformRole: 'user',
  tenants: {},
  projects: {},
  via: 'session',
  credentialId: '',
};

function lastParam(path: string, params: unknown): string {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
  const name = names.at(-1);
  if (name === undefined || params === null || typeof params !== 'object') return '';
  return (params as Record<string, string>)[name] ?? '';
}

/** The principal's project row of the scope; for operations under /projects/{project}. */
export function projectOf(context: Context): NonNullable<ResolvedScope['project']> {
  if (!context.resolved.project) throw new Problem('internal');
  return context.resolved.project;
}

/** The tenant row of the scope. */
export function tenantOf(context: Context): NonNullable<ResolvedScope['tenant']> {
  if (!context.resolved.tenant) throw new Problem('internal');
  return context.resolved.tenant;
}

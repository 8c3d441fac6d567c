import type { Answer, Operation, Parsed } from '@/lib/contract/operation';
import type { Principal, Scope } from '@/lib/domain/access';
import { Problem } from '@/lib/domain/problem';
import { recordIntent, type AuditRecord, type Intent } from './audit';
import { audited } from './audited';
import { authorise, requireSignIn, resolveScope, type ResolvedScope } from './authorise';
import { ANONYMOUS, type Caller } from './caller';
import { touchProject } from './touched';

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
  /** Throws as `call` would when the caller may not; that is audited as its refusal is. Nothing else is done. */
  authorise: (caller: Caller, input: Parsed<O>) => Promise<void>;
  call: (caller: Caller, input: Parsed<O>) => Promise<Answer<O>>;
}

/**
 * Joins an operation to its code, whoever calls: audit row → authorise → run → outcome; what is not audited is authorised
 * and run.
 */
export function useCase<O extends Operation>(operation: O, parts: UseCaseParts<O>): UseCase<O> {
  const begin = async (caller: Caller, input: Parsed<O>): Promise<Context> => {
    const needsPrincipal = operation.access !== 'public';
    const principal = needsPrincipal ? requireSignIn(caller, operation) : (caller.principal ?? ANONYMOUS);
    const resolved = await (parts.scope?.(input, caller) ?? resolveScope(operation.path, input.params));
    return { caller, principal, scope: resolved.scope, resolved, audit: null };
  };
  const judge = ({ principal, resolved }: Context) =>
    authorise(principal, operation.access, resolved.scope, resolved.tenant?.name);
  const intent = (action: string, { caller, principal, resolved }: Context, input: Parsed<O>): Intent => ({
    caller,
    principal,
    action,
    resolved,
    ...(parts.project ? { project: parts.project(input) } : {}),
    target: parts.target?.(input) ?? lastParam(operation.path, input.params),
    input: parts.auditInput?.(input) ?? input.body ?? {},
  });
  return {
    operation,
    authorise: async (caller, input) => {
      const context = await begin(caller, input);
      try {
        judge(context);
      } catch (error) {
        if (operation.audit !== undefined) {
          await (await recordIntent(intent(operation.audit, context, input))).fail(error);
        }
        throw error;
      }
    },
    call: async (caller, input) => {
      const context = await begin(caller, input);
      if (operation.audit === undefined) {
        judge(context);
        return parts.run(context, input);
      }
      return audited(intent(operation.audit, context, input), operation.access, async (audit) => {
        const answer = await parts.run({ ...context, audit }, input);
        await audit.succeed();
        touchProject(context.resolved.project?.id ?? null);
        return answer;
      });
    },
  };
}

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

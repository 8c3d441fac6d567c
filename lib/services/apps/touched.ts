import { singleton } from '@/lib/runtime/singleton';

type Listener = () => void;

function listeners(): Map<string, Set<Listener>> {
  return singleton('apps-touched', () => new Map<string, Set<Listener>>());
}

/** Says that rows of a project's apps have changed in this process; others notice at their next regular look. */
export function touchProject(projectId: string): void {
  for (const listener of listeners().get(projectId) ?? []) listener();
}

/** Calls back when rows of a project's apps change; returns how to end that. */
export function onTouch(projectId: string, listener: Listener): () => void {
  const all = listeners();
  const set = all.get(projectId) ?? new Set<Listener>();
  all.set(projectId, set);
  set.add(listener);
  return () => {
    set.delete(listener);
    if (set.size === 0) all.delete(projectId);
  };
}

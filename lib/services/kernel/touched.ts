import { singleton } from '@/lib/runtime/singleton';

/** Hears of a project whose rows have changed, by id; null where it is not known which. */
type Listener = (projectId: string | null) => void;

function listeners(): Set<Listener> {
  return singleton('touched', () => new Set<Listener>());
}

/** Says that rows of a project have changed in this process; others notice at their next regular look. */
export function touchProject(projectId: string | null): void {
  for (const listener of listeners()) listener(projectId);
}

/** Calls back when rows of a project change, of any when none is named; returns how to end that. */
export function onTouch(projectId: string | null, listener: Listener): () => void {
  const own: Listener = (touched) => {
    if (projectId === null || touched === null || touched === projectId) listener(touched);
  };
  listeners().add(own);
  return () => {
    listeners().delete(own);
  };
}

import type { Project } from '@/lib/db';
import type { Principal } from '@/lib/domain/access';
import { authorise, guardRight, projectScope, requireSignIn, type Caller } from '@/lib/services/kernel';
import type { EndReason, Subscription } from './types';

/** A project that somebody may see, as it was when the view was opened. */
export interface Opened {
  principal: Principal;
  project: Project;
}

/** The project of a live view; rejects with a Problem when the caller may not see it (404 to an outsider). */
export async function openProject(caller: Caller, name: string): Promise<Opened> {
  const principal = requireSignIn(caller);
  const { scope, project } = await projectScope(name);
  authorise(principal, 'project.read', scope);
  if (!project) throw new Error('a project scope without its row');
  return { principal, project };
}

/** What a view does while it is open. */
interface View {
  signal: AbortSignal;
  end: (reason: EndReason) => void;
}

/**
 * Keeps a view of a project open as long as the right to see it lasts, which is judged anew every few seconds;
 * `ended` says why it was lost. `join` returns how to leave what the view looks at.
 */
export function whileAllowed(
  { principal, project }: Opened,
  ended: (reason: EndReason) => void,
  join: (view: View) => () => void,
): Subscription {
  const over = new AbortController();
  const { signal } = over;
  let leave = () => {};
  const close = () => {
    over.abort();
    leave();
  };
  const end = (reason: EndReason) => {
    if (signal.aborted) return;
    close();
    ended(reason);
  };
  guardRight(principal, 'project.read', project.name, signal, end);
  leave = join({ signal, end });
  // It may have ended while it began.
  if (signal.aborted) leave();
  return { close };
}

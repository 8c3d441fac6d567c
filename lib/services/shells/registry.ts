import { Problem } from '@/lib/domain/problem';
import { singleton } from '@/lib/runtime/singleton';
import type { ShellSession } from './session';

/** Sessions that one person may have at once, attached or not. */
const MOST_EACH = 20;

/** The sessions that this process holds, by id: those that run, and those that ended while their browser was away. */
export function liveShells(): Map<string, ShellSession> {
  return singleton('shell-sessions', () => new Map<string, ShellSession>());
}

/** Refuses one more session to who has too many. */
export function requireRoom(userId: string): void {
  const own = [...liveShells().values()].filter((session) => session.principal.userId === userId);
  if (own.length >= MOST_EACH) throw new Problem('socket.limit', { limit: MOST_EACH });
}

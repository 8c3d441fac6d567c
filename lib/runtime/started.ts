import { singleton } from './singleton';

/** When this process began, in milliseconds: what was begun earlier and has no end was left behind by another. */
export function startedAt(): number {
  return singleton('started-at', () => Date.now() - process.uptime() * 1000);
}

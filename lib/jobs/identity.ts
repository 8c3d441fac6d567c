import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { randomToken } from '@/lib/runtime/crypto';

/** Where processes have numbers of their own: two containers on one machine differ here. Empty where unknown. */
function processSpace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid').replace(/\D/g, '');
  } catch {
    return '';
  }
}

/** A name for this process under which it can lead: `<host>/<process space>/<pid>/<random>`. */
export function leaderIdentity(): string {
  return [hostname(), processSpace(), process.pid, randomToken(6)].join('/');
}

/**
 * True when the holder was a process of this very machine and process space that runs no longer: a crashed console
 * that was started again need not wait for its own Lease to run out.
 */
export function isDeadNeighbour(holder: string): boolean {
  const [host, space, pid] = holder.split('/');
  if (host !== hostname() || !space || space !== processSpace()) return false;
  if (Number(pid) === process.pid) return true;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

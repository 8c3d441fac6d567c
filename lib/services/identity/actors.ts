import type { Principal } from '@/lib/domain/access';
import { uuidv7 } from '@/lib/runtime/uuid';
import { ANONYMOUS, type Caller } from '@/lib/services/kernel';

/** The operator at the command line of the machine: may do what an administrator may. */
export const OPERATOR: Principal = { ...ANONYMOUS, name: '(cli)', platformRole: 'admin', via: 'cli' };

/** The console itself, at start-up and in jobs. */
export const CONSOLE: Principal = { ...ANONYMOUS, name: '(console)', platformRole: 'admin', via: 'job' };

/** A caller without a request: command line, start-up, jobs. */
export function localCaller(principal: Principal): Caller {
  return {
    principal,
    requestId: uuidv7(),
    address: 'local',
    userAgent: '',
    signal: new AbortController().signal,
    language: 'en',
  };
}

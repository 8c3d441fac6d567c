import type { Principal } from '@/lib/domain/access';
import type { Caller } from '@/lib/services/kernel';
import { uuidv7 } from '@/lib/runtime/uuid';

const NOBODY: Principal = {
  userId: '',
  name: '(anonymous)',
  displayName: '',
  platformRole: 'user',
  tenants: {},
  projects: {},
  mustChange: false,
  via: 'session',
  credentialId: '',
};

/** Whoever has not shown who they are. */
export const ANONYMOUS: Principal = NOBODY;

/** The operator at the command line of the machine: may do what an administrator may. */
export const OPERATOR: Principal = { ...NOBODY, name: '(cli)', platformRole: 'admin', via: 'cli' };

/** The console itself, at start-up and in jobs. */
export const CONSOLE: Principal = { ...NOBODY, name: '(console)', platformRole: 'admin', via: 'job' };

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

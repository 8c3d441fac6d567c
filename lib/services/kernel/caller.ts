import type { Principal } from '@/lib/domain/access';

/** Who calls a use case, from where; the same whatever door it came through. */
export interface Caller {
  /** Null for somebody who is not signed in. */
  principal: Principal | null;
  requestId: string;
  /** Client address, for audit and rate limits. */
  address: string;
  userAgent: string;
  /** Ends when the client goes away. */
  signal: AbortSignal;
  language: 'en' | 'zh';
}

/** Whoever has not shown who they are. */
export const ANONYMOUS: Principal = {
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

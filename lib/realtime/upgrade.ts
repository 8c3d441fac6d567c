import type { WebSocket } from 'ws';
import type { Caller } from '@/lib/services/kernel';

/** An upgrade that is being judged. `accept` grants it; whoever does not accept must throw. */
export interface Upgrade {
  url: URL;
  params: Record<string, string>;
  caller: Caller;
  accept: () => Promise<WebSocket>;
}

import { probeDatabase } from '@/lib/db';
import { Pulse } from '@/lib/observability/pulse';
import { singleton } from '@/lib/runtime/singleton';

/** The database's sign of life; asked for as long as somebody listens. */
export function databasePulse(): Pulse {
  return singleton('database-pulse', () => new Pulse('database', probeDatabase));
}

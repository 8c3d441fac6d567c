import type { Answer } from '@/lib/contract/operation';
import type { getShell } from '@/lib/contract/shells';

/** A shell session as the API tells it. */
export type ShellView = Answer<typeof getShell>;

/** True when there is something to replay. */
export function isReplayable({ recording }: ShellView): boolean {
  return recording !== null && recording.state !== 'deleted' && recording.bytes > 0;
}

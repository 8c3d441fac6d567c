import type { Facts } from './facts';

/**
 * How long the cluster may take to get over what it tries again by itself. Its controllers wait longer after each try,
 * so that a trouble of a few seconds can be told for much longer.
 */
const PATIENCE_MS = 60_000;

/**
 * Troubles of the cluster's own parts with one another, which they try again by themselves: most come right after a
 * project was made (quota not counted yet, service account not there yet, node not told of a Secret yet) or under load.
 */
const PASSING = [
  /status unknown for quota/i,
  /quota evaluation timed out/i,
  /service ?account/i,
  /failed to sync \w+ cache/i,
  /failed to reserve (container|sandbox) name/i,
  /context (deadline exceeded|canceled)|DeadlineExceeded|timed? ?out/i,
  /connection (refused|reset)|connection error|transport is closing|server misbehaving/i,
  /internal error|failed calling webhook|etcdserver|has been modified|too many requests/i,
  /resource temporarily unavailable|no relationship found between node/i,
] as const;

/** What no second try mends, whatever else is said. */
const LASTING = /executable file not found|no such file or directory|permission denied/;

/** True for a trouble that is tried again by itself and began (`since`) a short while ago. */
export function isPassing(facts: Facts, message: string | null, since: string | null): boolean {
  const text = message ?? '';
  return !LASTING.test(text) && PASSING.some((each) => each.test(text)) && isRecent(facts, since);
}

/** True as long as the cluster may need to get over a trouble that began at `since`. */
export function isRecent(facts: Facts, since: string | null): boolean {
  return since !== null && facts.now - Date.parse(since) < PATIENCE_MS;
}

/** True while pods of the app are on their way out: they still hold quota and room on a node. */
export function isMakingRoom(facts: Facts): boolean {
  return facts.pods.some((pod) => pod.deleting);
}

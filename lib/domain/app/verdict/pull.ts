import { brief } from './cause';
import type { ContainerFacts, Facts, PodFacts } from './facts';

/** What the layers put before the cause as they pass it on, each with the whole reference again. */
const WRAPPINGS = [
  /^Failed to pull image "[^"]*"(: |$)/,
  /^Back-off pulling image "[^"]*"(: |$)/,
  /^(Error|ErrImagePull|ImagePullBackOff|RegistryUnavailable|SignatureValidationFailed)(: |$)/,
  /^rpc error: code = \w+ desc = /,
  /^failed to (pull and unpack image|resolve reference|resolve image|extract image) "[^"]*": /,
  /^failed to do request: \w+ "[^"]*": /,
  /^[^\s"]+@sha256:[0-9a-f]{64}: /,
] as const;

/** Why an image can't be pulled, without what only repeats that it can't; empty when nothing else is said. */
export function pullDetail(text: string | null | undefined): string {
  let clean = (text ?? '').trim();
  for (let before = ''; before !== clean;) {
    before = clean;
    for (const wrapping of WRAPPINGS) clean = clean.replace(wrapping, '');
  }
  return brief(clean);
}

/** An image as people name it: with its tag where the release says so, else with a short digest. */
export function imageForPeople(facts: Facts, pod: PodFacts, container: ContainerFacts): string {
  const { released, release } = facts;
  if (released && pod.release === release?.number && container.image === released.reference) {
    const tag = /:[^/:@]+$/.exec(released.image)?.[0];
    if (tag !== undefined) return container.image.replace(/@.*$/, tag);
  }
  return brief(container.image);
}

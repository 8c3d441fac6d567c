import { brief } from './cause';
import type { Facts, PodFacts } from './facts';

type Kind = 'readiness' | 'liveness' | 'startup';

/** What a probe answered, without the kubelet's opening words. */
function probeDetail(message: string): string {
  return brief(message.replace(/^\w+ probe (failed|errored)( and resulted in \w+ state)?:\s*/i, ''));
}

/** What the probe asks and what it was answered; a command may fail without a word. */
export function probeParams(
  facts: Facts,
  pod: PodFacts,
  kind: Kind,
  message: string,
): Record<string, string> {
  const detail = probeDetail(message);
  const form = probeForm(facts, pod, kind);
  return { ...form, ...(form['form'] === 'command' && detail === '' ? { form: 'silent' } : {}), detail };
}

/** What the probe asks, for the sentence; nothing when the pod is of another release than the one we know. */
function probeForm(facts: Facts, pod: PodFacts, kind: Kind): Record<string, string> {
  if (!facts.released || pod.release !== facts.release?.number) return {};
  const probe = kind === 'readiness' ? facts.released.readiness : facts.released.liveness;
  switch (probe.kind) {
    case 'http':
      return { form: 'http', path: probe.path, port: String(probe.port) };
    case 'tcp':
      return { form: 'tcp', port: String(probe.port) };
    case 'command':
      return { form: 'command', command: brief(probe.command.join(' ')) };
    case 'none':
      return {};
  }
}

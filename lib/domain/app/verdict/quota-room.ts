import { displayCpu, displayMemory } from '../../quantity';

const SHOW: Record<string, { form: string; show: (text: string) => string }> = {
  'limits.cpu': { form: 'cpu', show: displayCpu },
  'requests.cpu': { form: 'cpu', show: displayCpu },
  'limits.memory': { form: 'memory', show: displayMemory },
  'requests.memory': { form: 'memory', show: displayMemory },
  pods: { form: 'pods', show: (text) => text },
};

/** What a quota lacks, in numbers, where its refusal names one resource that people know; else nothing. */
export function quotaParams(message: string): Record<string, string> {
  const [, resource = '', asked = '', used = '', hard = ''] =
    /exceeded quota: \S+, requested: ([\w.]+)=(\w+), used: \1=(\w+), limited: \1=(\w+)$/.exec(message) ?? [];
  const known = SHOW[resource];
  if (!known) return {};
  const { form, show } = known;
  return { form, asked: show(asked), used: show(used), hard: show(hard) };
}

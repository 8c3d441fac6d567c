'use client';

import { useLocale, useTranslations } from 'next-intl';
import { displayCpu, displayMemory } from '@/lib/domain/quantity';
import { PROBLEMS, problemText, type ProblemCode } from '@/lib/domain/problem';
import type { z } from 'zod';
import type { planSchema } from '@/lib/contract/apps';

export type Plan = z.output<typeof planSchema>;
type Finding = Plan['findings'][number];

/** A finding of the plan in the page's language; what the cluster itself said stays in its own words. */
export function useFindingText(): (finding: Finding) => string {
  const t = useTranslations('deploy');
  const language = useLocale() === 'zh' ? 'zh' : 'en';
  return (finding) => {
    const { params } = finding;
    const key = keyOf(finding);
    if (key === 'quota') {
      const name = `resourceName.${(params['resource'] ?? '').replace('.', '_')}`;
      return t('findingText.quota', {
        ...params,
        ...inWords(params, ['hard', 'used', 'added']),
        resource: t.has(name) ? t(name) : (params['resource'] ?? ''),
      });
    }
    if (key === 'limits')
      return t('findingText.limits', { ...params, ...inWords(params, ['allowed', 'given']) });
    if (key === 'room') return t('findingText.room', { ...params, ...inWords(params, ['asked', 'most']) });
    if (key) return t(`findingText.${key}`, params);
    return isCode(params['code']) ? problemText(params['code'], language, params) : finding.message;
  };
}

/** Amounts as people write them: `4.5` for `4500m`, `2.25 Gi` for `2304Mi`. */
function inWords(params: Finding['params'], keys: readonly string[]): Record<string, string> {
  const resource = params['resource'] ?? '';
  const show = resource.includes('cpu') ? displayCpu : resource.includes('memory') ? displayMemory : null;
  if (!show) return {};
  return Object.fromEntries(keys.flatMap((key) => (params[key] ? [[key, show(params[key])]] : [])));
}

/** Which sentence of ours says it; null when it came from elsewhere. */
function keyOf({ kind, params }: Finding): string | null {
  if (kind === 'quota' && params['resource']) return 'quota';
  if (kind === 'name') return params['rule'] === 'letter' ? 'nameLetter' : 'nameTaken';
  if (kind === 'policy' && params['level']) return 'root';
  if (kind === 'limits') return 'limits';
  if (kind === 'secret') return params['missing'] === 'secret' ? 'secretMissing' : 'secretKey';
  if (kind === 'cluster' && params['platforms']) return 'platforms';
  if (kind === 'cluster' && params['most']) return 'room';
  return null;
}

function isCode(code: string | undefined): code is ProblemCode {
  return code !== undefined && code in PROBLEMS;
}

import type { Verdict } from '../spec';
import { fill } from './fill';
import { isReason, reasonText, type Reason } from './reasons';

/** What serves while a release does not: the first thing that somebody must know who was woken. */
const LEADS = {
  failedBehind: {
    en: 'Release #{release} failed; #{servingRelease} still serves with {serving, plural, one {# pod} other {# pods}}.',
    zh: '发布 #{release} 失败；#{servingRelease} 仍以 {serving} 个 Pod 提供服务。',
  },
  failedPartly: {
    en: 'Release #{release} failed; {serving, plural, one {# pod still serves} other {# pods still serve}}.',
    zh: '发布 #{release} 失败；仍有 {serving} 个 Pod 提供服务。',
  },
  failedDown: {
    en: 'Release #{release} failed; nothing serves.',
    zh: '发布 #{release} 失败；没有 Pod 提供服务。',
  },
  down: { en: 'Nothing serves.', zh: '没有 Pod 提供服务。' },
  rollingBehind: {
    en: 'Release #{release} is on its way; #{servingRelease} serves with {serving, plural, one {# pod} other {# pods}} until then.',
    zh: '发布 #{release} 正在进行；在此之前 #{servingRelease} 以 {serving} 个 Pod 提供服务。',
  },
} as const;

/** Reasons of a rollout on its way that say themselves how far it is, or come before anything of it is known. */
const ON_ITS_WAY = new Set<Reason>(['Applying', 'Deleting', 'Retiring']);

interface Told {
  verdict: Verdict;
  reason: string;
  /** In English; what is left when the reason is not known here. */
  message: string;
  params: Record<string, string>;
}

/** The sentences behind a verdict: what serves, if that is not what was released, and why. */
export function statusText({ verdict, reason, message, params }: Told, language: 'en' | 'zh'): string {
  if (!isReason(reason)) return message;
  const lead = leadOf(verdict, reason, params);
  const text = reasonText(reason, language, params);
  if (!lead) return text;
  return `${fill(LEADS[lead][language], language, params)}${language === 'en' ? ' ' : ''}${text}`;
}

/** True when the app should serve and nothing of it does. */
export function isOutage({ verdict, params }: Pick<Told, 'verdict' | 'params'>): boolean {
  return (verdict === 'failed' || verdict === 'degraded') && params['serving'] === '0';
}

function leadOf(verdict: Verdict, reason: Reason, params: Record<string, string>): keyof typeof LEADS | null {
  const { serving, servingRelease, release } = params;
  // Kept before it was counted what serves.
  if (serving === undefined || !release) return null;
  const behind = Boolean(servingRelease) && servingRelease !== release;
  if (verdict === 'failed') {
    if (serving === '0') return 'failedDown';
    return behind ? 'failedBehind' : 'failedPartly';
  }
  if (verdict === 'degraded' && serving === '0') return 'down';
  return verdict === 'progressing' && behind && !ON_ITS_WAY.has(reason) ? 'rollingBehind' : null;
}

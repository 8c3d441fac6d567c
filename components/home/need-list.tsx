'use client';

import { useLocale, useTranslations } from 'next-intl';
import Link from 'next/link';
import type { z } from 'zod';
import { RelativeTime, StateDot, type Tone } from '@/components/ui';
import { useMe } from '@/lib/client/me';
import type { needSchema } from '@/lib/contract/home';
import { statusText } from '@/lib/domain/app';
import { PROBLEMS, problemText, type ProblemCode } from '@/lib/domain/problem';
import styles from './home.module.css';

type Need = z.output<typeof needSchema>;

const TONES: Record<Need['kind'], Tone> = {
  'app-failed': 'bad',
  'app-degraded': 'warn',
  quota: 'warn',
  'project-broken': 'bad',
  'cluster-down': 'bad',
};

/** An app that an older release still serves is not down, whatever has become of the newest one. */
function toneOf(need: Need): Tone {
  if (need.outage) return 'bad';
  return need.kind === 'app-failed' && need.params['serving'] !== undefined ? 'warn' : TONES[need.kind];
}

/** What asks for somebody, each with its cause and the page where it is mended. */
export function NeedList({ needs }: { needs: Need[] }) {
  const t = useTranslations('home.needs');
  const sentence = useSentence();
  return (
    <ul className={styles.rows}>
      {needs.map((need) => (
        <li
          key={`${need.kind}/${need.cluster}/${need.project}/${need.app}/${need.reason}`}
          className={styles.need}
        >
          <StateDot tone={toneOf(need)}>{t(need.outage ? 'outage' : `kind.${need.kind}`)}</StateDot>
          <div className={styles.what}>
            <Place need={need} />
            <span>{sentence(need)}</span>
          </div>
          {need.since && <RelativeTime at={need.since} />}
        </li>
      ))}
    </ul>
  );
}

/** Where it is mended; a cluster only by who may see clusters. */
function Place({ need }: { need: Need }) {
  const { may } = useMe();
  if (need.kind === 'cluster-down') {
    const title = need.params['title'];
    return may('clusters.read') ? <Link href="/clusters">{title}</Link> : <strong>{title}</strong>;
  }
  return (
    <Link href={hrefOf(need)}>
      {need.project}
      {need.app && ` / ${need.app}`}
    </Link>
  );
}

function hrefOf(need: Need): string {
  const project = `/projects/${need.project}`;
  if (need.app) return `${project}/apps/${need.app}`;
  return need.kind === 'quota' ? `${project}/quota` : project;
}

function useSentence(): (need: Need) => string {
  const t = useTranslations('home.needs');
  const language = useLocale() === 'zh' ? 'zh' : 'en';
  return (need) => {
    if (need.kind === 'cluster-down') return t('clusterDown');
    if (need.kind === 'quota') return t(`quota.${need.reason}`, need.params);
    if (need.kind === 'project-broken' && need.reason in PROBLEMS) {
      return problemText(need.reason as ProblemCode, language, need.params);
    }
    return statusText({ ...need, verdict: need.kind === 'app-failed' ? 'failed' : 'degraded' }, language);
  };
}

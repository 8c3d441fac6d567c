'use client';

import { useTranslations } from 'next-intl';
import Link from 'next/link';
import type { z } from 'zod';
import { RelativeTime, StateDot, VerdictDot } from '@/components/ui';
import type { recentReleaseSchema } from '@/lib/contract/home';
import styles from './home.module.css';

type Release = z.output<typeof recentReleaseSchema>;

/** The newest releases: what, by whom, when, and how it went. */
export function ReleaseRows({ releases }: { releases: Release[] }) {
  const t = useTranslations('home.releases');
  return (
    <ul className={styles.rows}>
      {releases.map((release) => (
        <li key={`${release.project}/${release.app}#${release.number}`} className={styles.release}>
          <div className={styles.what}>
            <Link href={`/projects/${release.project}/apps/${release.app}`}>
              {release.project} / {release.app} #{release.number}
            </Link>
            <code className="quiet">{shortened(release.image)}</code>
            <span className="quiet">
              {t('by', { who: release.createdBy })} · <RelativeTime at={release.createdAt} />
            </span>
          </div>
          <Outcome release={release} />
        </li>
      ))}
    </ul>
  );
}

function Outcome({ release }: { release: Release }) {
  const t = useTranslations('home.releases');
  if (release.phase === 'superseded') return <StateDot tone="idle">{t('superseded')}</StateDot>;
  if (release.phase === 'failed') return <VerdictDot verdict="failed" />;
  return <VerdictDot verdict={release.verdict ?? 'progressing'} />;
}

/** A digest by its first characters, as everywhere. */
function shortened(image: string): string {
  return image.replace(/@sha256:([0-9a-f]{12})[0-9a-f]+$/, '@$1');
}

'use client';

import { useTranslations } from 'next-intl';
import Link from 'next/link';
import type { SecretUse } from './use-secret-uses';

interface Props {
  project: string;
  /** Undefined while it is not known. */
  uses: SecretUse[] | undefined;
}

/** The apps behind some uses, each once, as links. */
export function UsedBy({ project, uses }: Props) {
  const t = useTranslations('secrets');
  if (!uses) return <span className="quiet">…</span>;
  const apps = [...new Set(uses.map((use) => use.app))].toSorted();
  if (apps.length === 0) return <span className="quiet">{t('unused')}</span>;
  return (
    <>
      {apps.map((app, index) => (
        <span key={app}>
          {index > 0 && ', '}
          <Link href={`/projects/${project}/apps/${app}`}>{app}</Link>
        </span>
      ))}
    </>
  );
}

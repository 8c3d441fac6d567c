'use client';

import { useTranslations } from 'next-intl';
import { CopyText } from '@/components/ui';
import styles from './apps.module.css';

interface Props {
  project: string;
  app: string;
  ports: readonly number[];
}

/** Where an app answers inside the cluster, to copy, and why it has no address outside of it. */
export function AppAddress({ project, app, ports }: Props) {
  const t = useTranslations('apps.address');
  if (ports.length === 0) return <p className="quiet">{t('noPort')}</p>;
  return (
    <div className={styles.address}>
      {ports.map((port) => (
        <span key={port} className={styles.addressLine}>
          {t('inside')} <CopyText text={`${app}:${port}`} what={t('title')} />
          <span className="quiet">
            {t('full')} <CopyText text={`${app}.${project}:${port}`} what={t('title')} />
          </span>
        </span>
      ))}
      <span className="quiet">{t('outside')}</span>
    </div>
  );
}

'use client';

import { Alert, Button, Flex } from 'antd';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { culprit } from '@/lib/client/culprit';
import styles from './frame.module.css';
import { Logo } from './logo';

const EVERY_MS = 1_500;

/** Stands in the place of everything while the database can't say who looks: calm, and gone by itself once it can. */
export function Unavailable() {
  const t = useTranslations('errors.database');
  useEffect(() => {
    const ended = new AbortController();
    const timer = setInterval(() => {
      void culprit(ended.signal).then((what) => {
        if (what === null && !ended.signal.aborted) location.reload();
      });
    }, EVERY_MS);
    return () => {
      clearInterval(timer);
      ended.abort();
    };
  }, []);
  return (
    <div className={styles.alone}>
      <header className={styles.top}>
        <span className={styles.brand}>
          <Logo />
          <span>Berth</span>
        </span>
      </header>
      <main id="main" tabIndex={-1} className={styles.main}>
        <div className={styles.page}>
          <h1 className={styles.unseen}>{t('title')}</h1>
          <Alert
            type="error"
            showIcon
            role="alert"
            data-testid="unavailable"
            title={t('title')}
            description={
              <Flex vertical gap={8} align="start">
                {t('text')}
                <Button onClick={() => location.reload()}>{t('retry')}</Button>
              </Flex>
            }
          />
        </div>
      </main>
    </div>
  );
}

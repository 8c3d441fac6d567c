'use client';

import { Alert } from 'antd';
import { useTranslations } from 'next-intl';
import styles from './files.module.css';

/** Says by which way the files are reached. */
export function DebugNotice() {
  const t = useTranslations('files');
  return <Alert className={styles.notice ?? ''} type="info" showIcon title={t('throughDebug')} />;
}

'use client';

import { Button, Progress } from 'antd';
import { useTranslations } from 'next-intl';
import { displayMemory } from '@/lib/domain/quantity';
import styles from './files.module.css';
import type { RunningDownload } from './use-downloads';

interface Props {
  running: RunningDownload[];
  onCancel: (path: string) => void;
}

/** Downloads under way. */
export function Transfers({ running, onCancel }: Props) {
  const t = useTranslations('files');
  if (running.length === 0) return null;
  return (
    <ul className={styles.transfers} aria-label={t('downloads')}>
      {running.map(({ path, share, bytes }) => (
        <li key={path}>
          <span className="mono">{path}</span>
          {share === null ? (
            <span role="status">{displayMemory(String(bytes))}</span>
          ) : (
            <Progress
              percent={Math.round(share * 100)}
              size="small"
              aria-label={t('progressOf', { name: path })}
            />
          )}
          <Button size="small" onClick={() => onCancel(path)}>
            {t('cancel')}
          </Button>
        </li>
      ))}
    </ul>
  );
}

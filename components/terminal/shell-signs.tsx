'use client';

import { EyeOutlined, SyncOutlined, VideoCameraOutlined, WarningOutlined } from '@ant-design/icons';
import { useLocale, useTranslations } from 'next-intl';
import type { RecordingSign, ShellState } from './shell-state';
import styles from './terminal.module.css';

interface Props {
  state: ShellState;
  /** Whether it is recorded; null before that is known. */
  recording: RecordingSign | null;
  /** Who watches this shell. */
  watchers: string[];
  /** Whose shell is watched here; null for one's own. */
  watched: string | null;
}

/** What has to be known while typing: that the connection is coming back, that somebody looks on, that it is recorded. */
export function ShellSigns({ state, recording, watchers, watched }: Props) {
  const t = useTranslations('terminal');
  const language = useLocale();
  const names = new Intl.ListFormat(language).format(watchers);
  return (
    <div role="status">
      {/* Its place is there from the beginning on: the terminal must not change its size under a hand that types. */}
      {recording === null && state.kind !== 'ended' && (
        <p className={styles.sign} data-recording="unknown">
          {t('opening')}
        </p>
      )}
      {recording !== null && (
        <p className={styles.sign} data-recording={recording}>
          {recording === 'failing' ? <WarningOutlined aria-hidden /> : <VideoCameraOutlined aria-hidden />}
          {t(`recording.${recording}`)}
        </p>
      )}
      {state.kind === 'reconnecting' && (
        <p className={styles.sign}>
          <SyncOutlined spin aria-hidden />
          {t(watched === null ? 'reconnecting' : 'reconnectingWatch')}
        </p>
      )}
      {watched !== null && state.kind === 'open' && (
        <p className={styles.sign}>
          <EyeOutlined aria-hidden />
          {t('watching', { user: watched })}
        </p>
      )}
      {watchers.length > 0 && state.kind === 'open' && (
        <p className={styles.sign} data-watched="true">
          <EyeOutlined aria-hidden />
          {t('watchedBy', { names, count: watchers.length })}
        </p>
      )}
    </div>
  );
}

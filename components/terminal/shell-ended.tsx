'use client';

import { ReloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { PROBLEMS, problemText, type ProblemCode } from '@/lib/domain/problem';
import type { ShellExit } from '@/lib/domain/shell';
import styles from './terminal.module.css';

/** How a shell ended, and the button to open it again. */
export function ShellEnded({ exit, onAgain }: { exit: ShellExit | null; onAgain: () => void }) {
  const t = useTranslations('terminal');
  const sentence = useSentence();
  return (
    <div className={styles.ended} role="status" data-exit={exit?.exitCode ?? ''}>
      <span>{sentence(exit)}</span>
      <Button size="small" icon={<ReloadOutlined />} onClick={onAgain}>
        {t('again')}
      </Button>
    </div>
  );
}

function useSentence(): (exit: ShellExit | null) => string {
  const t = useTranslations('terminal');
  const language = useLocale() === 'zh' ? 'zh' : 'en';
  return (exit) => {
    if (!exit) return t('refused');
    if (exit.exitCode !== null) return t('ended', { code: exit.exitCode });
    if (exit.reason in PROBLEMS) {
      // The server fills the parameters in; its sentence is already in this page's language.
      return exit.message || problemText(exit.reason as ProblemCode, language);
    }
    if (exit.reason === 'forbidden' || exit.reason === 'signed-out' || exit.reason === 'gone')
      return t(exit.reason);
    if (exit.reason === 'lost') return t('lost');
    return t('failed', { detail: exit.message || exit.reason });
  };
}

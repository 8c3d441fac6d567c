'use client';

import { BugOutlined, ReloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { PROBLEMS, problemText, type ProblemCode } from '@/lib/domain/problem';
import type { ShellExit } from '@/lib/domain/shell';
import styles from './terminal.module.css';

interface Props {
  exit: ShellExit | null;
  /** True where a shell can be opened again. */
  again: boolean;
  onAgain: () => void;
  onDebug: () => void;
}

const NO_SHELL: ProblemCode = 'shell.not_found';

/** How a shell ended, and the button to open it again. */
export function ShellEnded({ exit, again, onAgain, onDebug }: Props) {
  const t = useTranslations('terminal');
  const sentence = useSentence();
  return (
    <div className={styles.ended} role="status" data-exit={exit?.exitCode ?? ''}>
      <span>{sentence(exit)}</span>
      {exit?.reason === NO_SHELL && (
        <Button size="small" type="primary" icon={<BugOutlined />} onClick={onDebug}>
          {t('debugOffer')}
        </Button>
      )}
      {again && exit?.reason !== NO_SHELL && (
        <Button size="small" icon={<ReloadOutlined />} onClick={onAgain}>
          {t(exit?.reason === 'elsewhere' ? 'here' : 'again')}
        </Button>
      )}
    </div>
  );
}

const OWN_REASONS = [
  'forbidden',
  'signed-out',
  'gone',
  'lost',
  'left',
  'detached',
  'elsewhere',
  'console-ended',
] as const;

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
    if (exit.reason === 'ended') return t('endedBy', { name: exit.message || '–' });
    const own = OWN_REASONS.find((reason) => reason === exit.reason);
    if (own) return t(own);
    return t('failed', { detail: exit.message || exit.reason });
  };
}

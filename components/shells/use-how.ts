'use client';

import { useTranslations } from 'next-intl';
import type { ShellView } from './types';

const REASONS = ['left', 'detached', 'lost', 'console-ended', 'forbidden', 'signed-out', 'gone'] as const;

/** How a session ended, in few words; nothing while it runs. */
export function useHow(): (row: ShellView) => string {
  const t = useTranslations('shells.how');
  return ({ exitCode, reason, endedBy, endedAt }) => {
    if (!endedAt) return '—';
    if (exitCode !== null) return t('exit', { code: exitCode });
    if (reason === 'ended') return t('endedBy', { name: endedBy ?? '–' });
    if (reason === 'shell.unrecorded') return t('unrecorded');
    const own = REASONS.find((each) => each === reason);
    return own ? t(own) : (reason ?? '—');
  };
}

'use client';

import { useLocale } from 'next-intl';
import { isReason, reasonText } from '@/lib/domain/app';
import type { AppView } from './types';

/** The sentence behind a verdict, in the page's language; empty when there is nothing to say. */
export function StatusSentence({ status }: { status: AppView['status'] }) {
  const language = useLocale() === 'zh' ? 'zh' : 'en';
  return <>{isReason(status.reason) ? reasonText(status.reason, language, status.params) : status.message}</>;
}

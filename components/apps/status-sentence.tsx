'use client';

import { useLocale } from 'next-intl';
import { statusText } from '@/lib/domain/app';
import type { AppRow } from '@/lib/contract/live';

/** The sentence behind a verdict, in the page's language; empty when there is nothing to say. */
export function StatusSentence({ status }: { status: AppRow['status'] }) {
  const language = useLocale() === 'zh' ? 'zh' : 'en';
  return <>{statusText(status, language)}</>;
}

import type { useTranslations } from 'next-intl';

/** An act in words; the key itself where a newer or older console wrote one that has none. */
export function actionWords(t: ReturnType<typeof useTranslations<'audit'>>, action: string): string {
  const key = `act.${action}`;
  return t.has(key) && typeof t.raw(key) === 'string' ? t(key) : action;
}

'use client';

import { Button } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { keepCookie } from '@/lib/client/theme';
import { LOCALE_COOKIE } from '@/lib/i18n/locale';

/** Changes the language of the whole console. */
export function useLanguageSwitch(): () => void {
  const locale = useLocale();
  const router = useRouter();
  return () => {
    keepCookie(LOCALE_COOKIE, locale === 'zh' ? 'en' : 'zh');
    router.refresh();
  };
}

/** EN or 中: the language that one would get. */
export function LanguageSwitch() {
  const t = useTranslations('shell');
  const change = useLanguageSwitch();
  return (
    <Button type="text" onClick={change} aria-label={t('language.change')} lang={t('language.otherCode')}>
      {t('language.otherShort')}
    </Button>
  );
}

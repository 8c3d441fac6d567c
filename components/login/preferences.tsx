'use client';

import { MoonOutlined, SunOutlined, TranslationOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useTheme } from '@/components/shell/theme-context';
import { keepCookie } from '@/lib/client/theme';
import { LOCALE_COOKIE } from '@/lib/i18n/locale';

/** Language and light or dark, for somebody who is not signed in yet. */
export function Preferences() {
  const t = useTranslations('login');
  const locale = useLocale();
  const router = useRouter();
  const { scheme, choose } = useTheme();
  const dark = scheme === 'dark';
  const other = locale === 'zh' ? 'en' : 'zh';

  function changeLanguage() {
    keepCookie(LOCALE_COOKIE, other);
    router.refresh();
  }

  return (
    <div className="login-preferences" role="group" aria-label={t('preferences')}>
      <Button type="text" size="small" icon={<TranslationOutlined />} onClick={changeLanguage}>
        {/* Each language is named in itself: whoever can't read this page can still find theirs. */}
        <span lang={other === 'zh' ? 'zh-CN' : 'en'}>{other === 'zh' ? '中文' : 'English'}</span>
      </Button>
      <Button
        type="text"
        size="small"
        icon={dark ? <SunOutlined /> : <MoonOutlined />}
        onClick={() => choose(dark ? 'light' : 'dark')}
      >
        {dark ? t('light') : t('dark')}
      </Button>
    </div>
  );
}

'use client';

import { Radio } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useId } from 'react';
import { useTheme } from '@/components/shell/theme-context';
import { Section } from '@/components/ui';
import { keepCookie, type ThemeChoice } from '@/lib/client/theme';
import { LOCALE_COOKIE } from '@/lib/i18n/locale';

/** Language and theme; both are kept in this browser. */
export function AppearanceSection() {
  const t = useTranslations('settings.appearance');
  const locale = useLocale();
  const router = useRouter();
  const { choice, choose } = useTheme();
  const language = useId();
  const theme = useId();
  const changeLanguage = (next: string) => {
    keepCookie(LOCALE_COOKIE, next);
    router.refresh();
  };
  return (
    <Section title={t('title')}>
      <div style={{ display: 'flex', gap: '16px 48px', flexWrap: 'wrap' }}>
        <div>
          <div id={language} style={{ marginBlockEnd: 8 }}>
            {t('language')}
          </div>
          <Radio.Group
            aria-labelledby={language}
            optionType="button"
            buttonStyle="solid"
            value={locale}
            onChange={(event) => changeLanguage(String(event.target.value))}
            options={[
              { value: 'en', label: <span lang="en">English</span> },
              { value: 'zh', label: <span lang="zh-CN">中文</span> },
            ]}
          />
        </div>
        <div>
          <div id={theme} style={{ marginBlockEnd: 8 }}>
            {t('theme')}
          </div>
          <Radio.Group
            aria-labelledby={theme}
            optionType="button"
            buttonStyle="solid"
            value={choice}
            onChange={(event) => choose(event.target.value as ThemeChoice)}
            options={(['light', 'dark', 'system'] as const).map((value) => ({ value, label: t(value) }))}
          />
        </div>
      </div>
    </Section>
  );
}

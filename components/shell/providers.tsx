'use client';

import { QueryClientProvider } from '@tanstack/react-query';
import { App, ConfigProvider } from 'antd';
import enUS from 'antd/es/locale/en_US';
import zhCN from 'antd/es/locale/zh_CN';
import { useState, type ReactNode } from 'react';
import type { Scheme, ThemeChoice } from '@/lib/client/theme';
import type { Locale } from '@/lib/i18n/locale';
import { makeQueryClient } from './query-client';
import { ThemeProvider, useTheme } from './theme-context';
import { themeOf } from './theme-tokens';

interface Props {
  locale: Locale;
  choice: ThemeChoice;
  scheme: Scheme;
  children: ReactNode;
}

/** What every page stands in: theme, Ant Design in the page's language, and the cache of answers. */
export function Providers({ locale, choice, scheme, children }: Props) {
  const [queryClient] = useState(makeQueryClient);
  return (
    <ThemeProvider choice={choice} scheme={scheme}>
      <AntDesign locale={locale}>
        <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
      </AntDesign>
    </ThemeProvider>
  );
}

function AntDesign({ locale, children }: { locale: Locale; children: ReactNode }) {
  const { scheme } = useTheme();
  return (
    <ConfigProvider
      theme={themeOf(scheme)}
      locale={locale === 'zh' ? zhCN : enUS}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
    >
      <App
        component={false}
        // Below the bar and the title of a drawer.
        message={{ duration: 4, maxCount: 3, top: 64 }}
        notification={{ top: 64 }}
      >
        {children}
      </App>
    </ConfigProvider>
  );
}

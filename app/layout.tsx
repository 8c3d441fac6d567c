import { AntdRegistry } from '@ant-design/nextjs-registry';
import type { Metadata, Viewport } from 'next';
import { NextIntlClientProvider } from 'next-intl';
import { getLocale } from 'next-intl/server';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import 'antd/dist/antd.css';
import './global.css';
import { Providers } from '@/components/shell/providers';
import { LOST_PARTS_SCRIPT } from '@/lib/client/lost-parts';
import { SCHEME_COOKIE, SCHEME_SCRIPT, schemeOf, THEME_COOKIE } from '@/lib/client/theme';
import type { Locale } from '@/lib/i18n/locale';

export const metadata: Metadata = {
  title: { default: 'Berth', template: '%s · Berth' },
  icons: { icon: '/icon.svg' },
};

export const viewport: Viewport = { width: 'device-width', initialScale: 1, colorScheme: 'light dark' };

/** The document: language and theme are settled here, on the server, so nothing flashes. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const locale = (await getLocale()) as Locale;
  const jar = await cookies();
  const { choice, scheme } = schemeOf(jar.get(THEME_COOKIE)?.value, jar.get(SCHEME_COOKIE)?.value);
  return (
    <html
      lang={locale === 'zh' ? 'zh-CN' : 'en'}
      className="berth"
      data-choice={choice}
      data-scheme={scheme}
      suppressHydrationWarning
    >
      <head>
        <script dangerouslySetInnerHTML={{ __html: LOST_PARTS_SCRIPT }} />
        <script dangerouslySetInnerHTML={{ __html: SCHEME_SCRIPT }} />
      </head>
      <body>
        <AntdRegistry>
          <NextIntlClientProvider>
            <Providers locale={locale} choice={choice} scheme={scheme}>
              {children}
            </Providers>
          </NextIntlClientProvider>
        </AntdRegistry>
      </body>
    </html>
  );
}

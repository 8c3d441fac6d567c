/** The languages of the console; both are originals (CONTEXT.md). */
export type Locale = 'en' | 'zh';

/** The cookie of the language switch. */
export const LOCALE_COOKIE = 'berth-locale';

/** The language for a request: the switch's cookie, else what the browser prefers, else English. */
export function pickLocale(cookie: string | undefined, acceptLanguage: string | null): Locale {
  if (cookie === 'en' || cookie === 'zh') return cookie;
  for (const part of (acceptLanguage ?? '').split(',')) {
    const language = part.trim().slice(0, 2).toLowerCase();
    if (language === 'en' || language === 'zh') return language;
  }
  return 'en';
}

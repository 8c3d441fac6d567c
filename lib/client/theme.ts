/** What a person chose. */
export type ThemeChoice = 'light' | 'dark' | 'system';
/** What is drawn. */
export type Scheme = 'light' | 'dark';

/** The choice, and for `system` what the browser said last, so that the server draws the right one at once. */
export const THEME_COOKIE = 'berth-theme';
export const SCHEME_COOKIE = 'berth-scheme';

const YEAR = 31_536_000;

/** The scheme that a request's cookies ask for. */
export function schemeOf(
  choice: string | undefined,
  scheme: string | undefined,
): { choice: ThemeChoice; scheme: Scheme } {
  if (choice === 'light' || choice === 'dark') return { choice, scheme: choice };
  return { choice: 'system', scheme: scheme === 'dark' ? 'dark' : 'light' };
}

/** Keeps a cookie that is no secret: language and theme. */
export function keepCookie(name: string, value: string): void {
  document.cookie = `${name}=${value}; path=/; max-age=${YEAR}; samesite=lax`;
}

/**
 * Runs before the page is painted: where the system's scheme is not the one that the server drew, it is noted and the
 * page asked for again, so nobody sees the wrong theme. A browser that keeps no cookies is left as it is.
 */
export const SCHEME_SCRIPT = `(function(){try{var d=document,e=d.documentElement;if(e.dataset.choice!=='system')return;
var s=matchMedia('(prefers-color-scheme: dark)').matches?'dark':'light';if(e.dataset.scheme===s)return;
d.cookie='${SCHEME_COOKIE}='+s+'; path=/; max-age=${YEAR}; samesite=lax';
if(d.cookie.indexOf('${SCHEME_COOKIE}='+s)>=0)location.reload()}catch(_){}})()`;

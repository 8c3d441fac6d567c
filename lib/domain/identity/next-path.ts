const BASE = 'http://berth.invalid';

/**
 * Where to go after sign-in: a path on this origin, else `/`. Anything that a browser could read as another
 * address (`//evil`, `/\evil`, control characters, a scheme) is dropped.
 */
export function safeNextPath(value: string | null | undefined): string {
  if (!value || value.length > 2000 || !value.startsWith('/')) return '/';
  // Browsers read a backslash as a slash and drop tabs and line breaks inside an address.
  if (/[\\\p{Cc}]/u.test(value)) return '/';
  if (!URL.canParse(value, BASE)) return '/';
  const url = new URL(value, BASE);
  if (url.origin !== BASE || url.pathname.startsWith('//')) return '/';
  // Coming back to the sign-in page would be a circle.
  if (url.pathname === '/login' || url.pathname.startsWith('/api/')) return '/';
  return url.pathname + url.search + url.hash;
}

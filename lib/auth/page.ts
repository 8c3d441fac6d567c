import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { isUnreachable } from '@/lib/db';
import type { Principal } from '@/lib/domain/access';
import { safeNextPath } from '@/lib/domain/identity';
import { DATABASE_AWAY } from '@/lib/domain/problem';
import { setPageStatus } from '@/lib/runtime/page-status';
import { PATH_HEADER } from './path-header';
import { principalOfRequest } from './principal';

/** Who looks at this page; null for nobody. For server components. */
export async function pagePrincipal(): Promise<Principal | null> {
  return principalOf(await headers());
}

/**
 * Who looks at this page; whoever is not signed in goes to the sign-in page and comes back, whoever got the password
 * from somebody else chooses one first. For server components.
 */
export async function requirePagePrincipal(): Promise<Principal> {
  const all = await headers();
  const principal = await principalOf(all);
  const next = pathOf(all.get(PATH_HEADER));
  const query = next !== '/' ? `?next=${encodeURIComponent(next)}` : '';
  if (!principal) redirect(`/login${query}`);
  if (principal.mustChange) redirect(`/change-password${query}`);
  return principal;
}

/** A database that is away becomes an error that `isDatabaseAway` knows, and the page a 503. */
async function principalOf(all: Headers): Promise<Principal | null> {
  try {
    return await principalOfRequest(new Headers(all));
  } catch (error) {
    if (!isUnreachable(error)) throw error;
    setPageStatus(503);
    // Of an error only its digest reaches the browser.
    throw Object.assign(new Error('the database is away', { cause: error }), { digest: DATABASE_AWAY });
  }
}

/** True for what the functions above throw while the database can't be reached. */
export function isDatabaseAway(error: unknown): boolean {
  return error instanceof Error && 'digest' in error && error.digest === DATABASE_AWAY;
}

/** The page's own path: a navigation inside the console adds Next's `_rsc`, which no address bar should show. */
function pathOf(asked: string | null): string {
  const url = new URL(safeNextPath(asked), 'http://berth.invalid');
  url.searchParams.delete('_rsc');
  return url.pathname + url.search;
}

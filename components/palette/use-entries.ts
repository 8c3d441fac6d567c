'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { GENERAL, platformItems, projectItems } from '@/components/shell/nav-items';
import { useFrameProject } from '@/components/shell/use-frame-project';
import { call } from '@/lib/client/call';
import { useMe } from '@/lib/client/me';
import { search } from '@/lib/contract/home';
import { entryOf, matching, type Entry } from './entries';

/** What the palette offers for what was typed: pages and acts at once, things as the server finds them. */
export function useEntries(typed: string): { entries: Entry[]; busy: boolean; error: unknown } {
  const local = useLocalEntries();
  const query = useQuery({
    queryKey: ['search', typed],
    queryFn: ({ signal }) => call(search, { query: { q: typed, limit: 20 } }, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
  const found = (query.data?.items ?? []).map(entryOf);
  const entries = typed === '' ? [...local, ...found] : [...found, ...matching(local, typed)];
  return { entries, busy: query.isFetching, error: query.error };
}

function useLocalEntries(): Entry[] {
  const t = useTranslations('palette');
  const nav = useTranslations('shell');
  const me = useMe();
  const project = useFrameProject();
  const entry = (kind: 'page' | 'act', title: string, href: string, note = ''): Entry => ({
    key: `${kind}:${href}`,
    kind,
    title,
    note,
    href,
  });
  const acts: Entry[] = [];
  if (project?.permissions.includes('app.deploy')) {
    acts.push(entry('act', t('deploy'), `/projects/${project.name}/apps/new`, project.displayName));
  }
  const inProject = project
    ? projectItems(project.name, project.permissions).map((item) =>
        entry('page', nav(`nav.${item.key}`), item.href, project.displayName),
      )
    : [];
  const pages = [...GENERAL, ...platformItems(me)].map((item) =>
    entry('page', nav(`nav.${item.key}`), item.href),
  );
  return [...acts, ...inProject, ...pages, entry('page', nav('settings'), '/settings')];
}

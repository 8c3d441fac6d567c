import type { z } from 'zod';
import type { search } from '@/lib/contract/home';

type Found = z.output<(typeof search)['response']>['items'][number];

/** A line of the palette: where it goes, what it is called, and what kind of thing it is. */
export interface Entry {
  key: string;
  kind: 'app' | 'project' | 'tenant' | 'user' | 'page' | 'act';
  title: string;
  /** Beside the title: name, project, tenant. */
  note: string;
  href: string;
}

/** Where a thing that the server found is shown. */
export function entryOf(item: Found): Entry {
  const base = { key: `${item.kind}:${item.parent ?? ''}/${item.name}`, kind: item.kind, title: item.title };
  switch (item.kind) {
    case 'app':
      return { ...base, note: item.parent ?? '', href: `/projects/${item.parent}/apps/${item.name}` };
    case 'project':
      return { ...base, note: item.name, href: `/projects/${item.name}` };
    case 'tenant':
      return { ...base, note: item.name, href: `/tenants?tenant=${item.name}` };
    case 'user':
      return { ...base, note: item.name, href: `/users?search=${encodeURIComponent(item.name)}` };
  }
}

/** The entries whose words all begin or contain what was typed; those that begin with it come first. */
export function matching(entries: readonly Entry[], typed: string): Entry[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...entries];
  const text = (entry: Entry) => `${entry.title} ${entry.note}`.toLowerCase();
  return entries
    .filter((entry) => words.every((word) => text(entry).includes(word)))
    .sort(
      (a, b) => Number(!text(a).startsWith(words[0] ?? '')) - Number(!text(b).startsWith(words[0] ?? '')),
    );
}

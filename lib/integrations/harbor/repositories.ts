import { isProblem, Problem } from '@/lib/domain/problem';
import { time, type ListPage, type ListQuery, type RepositoryRow } from '@/lib/domain/registry';
import type { HarborApi, Page } from './api';
import { projectsSchema, repositoriesSchema } from './schemas';

/** The largest page that Harbor gives. */
export const PAGE = 100;

/** Repositories as a person (or nobody) may see them, searched and sorted by Harbor: the latest changed first. */
export async function searchAsPerson(api: HarborApi, query: ListQuery): Promise<ListPage<RepositoryRow>> {
  const words = query.search.toLowerCase().split(/\s+/).filter(Boolean);
  // Harbor's filter has signs of its own; none of them can be part of a repository's name.
  if (words.some((word) => !/^[a-z0-9._/-]+$/.test(word))) return { ...NOTHING, refused: [] };
  const page = pageNumber(query.cursor);
  const found = await api.page(
    '/repositories',
    repositoriesSchema,
    {
      page,
      page_size: Math.min(query.limit, PAGE),
      sort: '-update_time',
      ...(words[0] === undefined ? {} : { q: `name=~${longest(words)}` }),
    },
    query.signal,
  );
  return {
    items: found.items.map(row).filter((item) => words.every((word) => item.name.includes(word))),
    next: found.more ? String(page + 1) : null,
    total: words.length > 1 ? null : found.total,
    complete: true,
    refused: [],
  };
}

const NOTHING = { items: [], next: null, total: 0, complete: true };

/** The number in a cursor of Harbor's pages. */
export function pageNumber(cursor: string | undefined): number {
  return Math.max(1, Math.min(1_000_000, Number.parseInt(cursor ?? '1', 10) || 1));
}

/** One repository, or a project that may not be listed. */
export type RobotEntry = { row: RepositoryRow } | { refused: string };

/**
 * What a robot may see. `/repositories` shows a robot public projects only, so its projects are walked one by one;
 * those that answer 403 (a robot that may only pull) are passed on as refused.
 */
export async function* robotPages(api: HarborApi, own: string | null): AsyncGenerator<RobotEntry[]> {
  const seen = new Set<string>();
  // The robot's own project first: most searches are for it.
  if (own !== null) yield* projectPages(api, own, seen);
  for await (const projects of allPages((page) =>
    api.page('/projects', projectsSchema, { page, page_size: PAGE }),
  )) {
    for (const project of projects) yield* projectPages(api, project.name, seen);
  }
}

async function* projectPages(
  api: HarborApi,
  project: string,
  seen: Set<string>,
): AsyncGenerator<RobotEntry[]> {
  if (seen.has(project)) return;
  seen.add(project);
  const path = `/projects/${encodeURIComponent(project)}/repositories`;
  const pages = allPages((page) =>
    api.page(path, repositoriesSchema, { page, page_size: PAGE, sort: 'name' }),
  );
  try {
    for await (const items of pages) yield items.map((item) => ({ row: row(item) }));
  } catch (error) {
    if (!isProblem(error)) throw error;
    if (error.code === 'registry.listing_refused') yield [{ refused: project }];
    // A robot whose project was deleted, or a project that went away while it was walked.
    else if (error.code !== 'resource.not_found') throw error;
  }
}

async function* allPages<T>(read: (page: number) => Promise<Page<T>>): AsyncGenerator<T[]> {
  for (let page = 1, more = true; more && page <= 10_000; page += 1) {
    const found = await read(page);
    yield found.items;
    more = found.more;
  }
}

/** Throws when there is nothing to show because listing was refused; the person is told to type the name instead. */
export function nothingListed(rows: number, refused: readonly string[]): void {
  if (rows === 0 && refused.length > 0) throw new Problem('registry.listing_refused');
}

function row(item: {
  name: string;
  artifact_count?: number | null;
  update_time?: string | null;
}): RepositoryRow {
  return { name: item.name, artifacts: item.artifact_count ?? null, updatedAt: time(item.update_time) };
}

function longest(words: readonly string[]): string {
  return words.reduce((best, word) => (word.length > best.length ? word : best), '');
}

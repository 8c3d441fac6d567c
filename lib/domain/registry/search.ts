/** A cut of a list: `next` is the cursor of the following one. */
export interface Cut<T> {
  items: T[];
  next: string | null;
  total: number;
}

/**
 * Repositories whose name holds every word of the search: first those whose last part is the word, then those whose
 * last part begins with it, then the rest; by name within. The cursor names the last one shown, so that a list that
 * grows while it is paged neither repeats nor skips what lies before.
 */
export function searchNames(
  names: readonly string[],
  search: string,
  cursor: string | undefined,
  limit: number,
): Cut<string> {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = names
    .filter((name) => words.every((word) => name.includes(word)))
    .map((name) => ({ name, key: `${rank(name, words)}:${name}` }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  return cut(
    found,
    (entry) => entry.key,
    cursor,
    limit,
    (entry) => entry.name,
  );
}

function rank(name: string, words: readonly string[]): number {
  const word = words[0];
  if (word === undefined) return 0;
  const last = name.slice(name.lastIndexOf('/') + 1);
  if (last === word || name === word) return 0;
  return last.startsWith(word) ? 1 : 2;
}

/** Tags that hold the search, newest first as far as names tell (`compareTags`). */
export function searchTags(
  tags: readonly string[],
  search: string,
  cursor: string | undefined,
  limit: number,
): Cut<string> {
  const needle = search.trim().toLowerCase();
  const found = tags.filter((tag) => tag.toLowerCase().includes(needle)).sort(compareTags);
  const start = cursor === undefined ? 0 : found.findIndex((tag) => compareTags(tag, cursor) > 0);
  const from = start < 0 ? found.length : start;
  const items = found.slice(from, from + limit);
  return { items, next: from + limit < found.length ? (items.at(-1) ?? null) : null, total: found.length };
}

function cut<T>(
  sorted: readonly T[],
  key: (item: T) => string,
  cursor: string | undefined,
  limit: number,
  value: (item: T) => string,
): Cut<string> {
  const start = cursor === undefined ? 0 : sorted.findIndex((item) => key(item) > cursor);
  const from = start < 0 ? sorted.length : start;
  const part = sorted.slice(from, from + limit);
  const last = part.at(-1);
  return {
    items: part.map(value),
    next: last !== undefined && from + limit < sorted.length ? key(last) : null,
    total: sorted.length,
  };
}

/**
 * Order of tags where the registry tells no time: `latest`, then versions from high to low (1.10 before 1.9, a release
 * before its candidates), then other names, numbers in them from high to low.
 */
export function compareTags(a: string, b: string): number {
  return group(a) - group(b) || -compareParts(parts(a), parts(b)) || (a < b ? -1 : a > b ? 1 : 0);
}

function group(tag: string): number {
  if (tag === 'latest') return 0;
  return /^v?\d/.test(tag) ? 1 : 2;
}

type Part = { number: number } | { text: string };

function parts(tag: string): Part[] {
  const bare = /^v\d/.test(tag) ? tag.slice(1) : tag;
  return (bare.match(/\d+|[^\d.]+/g) ?? []).map((part) =>
    /^\d/.test(part) ? { number: Number(part) } : { text: part },
  );
}

function compareParts(a: Part[], b: Part[]): number {
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const left = a[at];
    const right = b[at];
    // 1.2.1 is above 1.2, but 1.2-rc1 is below it.
    if (left === undefined)
      return right !== undefined && 'number' in right ? -1 : isCandidate(right) ? 1 : -1;
    if (right === undefined) return 'number' in left ? 1 : isCandidate(left) ? -1 : 1;
    if ('number' in left && 'number' in right) {
      if (left.number !== right.number) return left.number - right.number;
    } else if ('text' in left && 'text' in right) {
      if (left.text !== right.text) return left.text < right.text ? -1 : 1;
    } else {
      return 'number' in left ? 1 : -1;
    }
  }
  return 0;
}

function isCandidate(part: Part | undefined): boolean {
  return (
    part !== undefined &&
    'text' in part &&
    /^[-_]?(alpha|beta|rc|pre|dev|snapshot|next|canary|m|b|a)/i.test(part.text)
  );
}

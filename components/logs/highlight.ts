/** Where a search matches in a text: pairs of begin and end. */
export type Ranges = [number, number][];

// The browser's own engine can be slow on a long text; what is filtered is decided by the server.
const MOST_SEARCHED = 2000;
const MOST_RANGES = 100;

/** Makes the finder of what is typed into the filter: plain text, or `/…/` as an expression. */
export function finder(search: string): ((text: string) => Ranges) | null {
  if (search === '') return null;
  const match = /^\/(.+)\/(i?)$/s.exec(search);
  if (!match) return (text) => plain(text, search);
  try {
    const expression = new RegExp(match[1] ?? '', `g${match[2] ?? ''}`);
    return (text) => {
      const ranges: Ranges = [];
      for (const found of text.slice(0, MOST_SEARCHED).matchAll(expression)) {
        if (found[0] !== '') ranges.push([found.index, found.index + found[0].length]);
        if (ranges.length >= MOST_RANGES) break;
      }
      return ranges;
    };
  } catch {
    return null;
  }
}

function plain(text: string, search: string): Ranges {
  const ranges: Ranges = [];
  let at = text.indexOf(search);
  while (at >= 0 && ranges.length < MOST_RANGES) {
    ranges.push([at, at + search.length]);
    at = text.indexOf(search, at + search.length);
  }
  return ranges;
}

/** One of eight hues for a pod, the same each time. */
export function hueOf(name: string): number {
  let sum = 0;
  for (const char of name) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) >>> 0;
  return sum % 8;
}

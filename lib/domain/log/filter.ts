import { RE2JS } from 're2js';

/** Judges a line of a log. */
export type LineFilter = (bytes: Buffer) => boolean;

/**
 * A filter from what was typed: plain text is searched as it stands; `/…/` and `/…/i` are expressions in RE2's syntax,
 * which takes time linear in the line whatever the expression. Null when the expression can't be read.
 */
export function lineFilter(grep: string): LineFilter | null {
  const match = /^\/(.+)\/(i?)$/s.exec(grep);
  if (!match) {
    const needle = Buffer.from(grep, 'utf8');
    return (bytes) => bytes.includes(needle);
  }
  try {
    const expression = RE2JS.compile(match[1] ?? '', match[2] === 'i' ? RE2JS.CASE_INSENSITIVE : 0);
    return (bytes) => expression.test(bytes);
  } catch {
    return null;
  }
}

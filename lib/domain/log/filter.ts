import { RE2JS } from 're2js';
import type { LineBatch } from './batch';

/** Finds the lines that are wanted: their places in the batch, in order. */
export type LineFilter = (lines: LineBatch) => number[];

const EXPRESSION = /^\/(.+)\/(i?)$/s;

/** True for what is no plain text but a regular expression. */
export function isExpression(grep: string): boolean {
  return EXPRESSION.test(grep);
}

/**
 * A filter from what was typed: plain text is searched as it stands; `/…/` and `/…/i` are expressions in RE2's syntax,
 * which takes time linear in the line whatever the expression. Null when the expression can't be read.
 */
export function lineFilter(grep: string): LineFilter | null {
  const match = EXPRESSION.exec(grep);
  if (!match) return textFilter(Buffer.from(grep, 'utf8'));
  try {
    const expression = RE2JS.compile(match[1] ?? '', match[2] === 'i' ? RE2JS.CASE_INSENSITIVE : 0);
    return (lines) => placesWhere(lines, (at) => expression.test(lines.bytes(at)));
  } catch {
    return null;
  }
}

/** The places of the lines for which something holds. */
export function placesWhere(lines: LineBatch, holds: (at: number) => boolean): number[] {
  const places: number[] = [];
  for (let at = 0; at < lines.count; at += 1) if (holds(at)) places.push(at);
  return places;
}

/** Searches all bytes of a batch at once: most lines are never looked at. */
function textFilter(needle: Buffer): LineFilter {
  return (lines) => {
    const { wire } = lines;
    const places: number[] = [];
    let from = 0;
    for (;;) {
      const hit = wire.indexOf(needle, from);
      if (hit < 0) return places;
      const line = lines.lineAt(hit);
      const end = lines.endOf(line) - (lines.newline(line) ? 1 : 0);
      if (hit >= lines.textAt(line) && hit + needle.length <= end) {
        places.push(line);
        from = lines.endOf(line);
      } else {
        // In a stamp, or across two lines.
        from = hit + 1;
      }
    }
  };
}

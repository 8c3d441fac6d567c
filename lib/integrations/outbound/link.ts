/** The address of `rel="next"` in a Link header (RFC 8288), resolved against the page it came with; null for none. */
export function linkNext(header: string | null, page: string): string | null {
  for (const part of (header ?? '').split(/,(?=\s*<)/)) {
    const match = /^\s*<([^>]*)>\s*;(.*)$/.exec(part);
    if (match?.[1] !== undefined && /(?:^|;)\s*rel\s*=\s*"?next"?\s*(?:;|$)/i.test(match[2] ?? '')) {
      return URL.canParse(match[1], page) ? new URL(match[1], page).href : null;
    }
  }
  return null;
}

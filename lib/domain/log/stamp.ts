/** Characters of a normal stamp. */
export const STAMP_LENGTH = 30;
/** With a numeric zone, as nodes outside of UTC write it: nine digits and `+08:00`. */
const ZONED = 35;

const DASH = 0x2d;
const DIGIT_T = 0x54;
const DOT = 0x2e;
const ZULU = 0x5a;
const SPACE = 0x20;

/** True when a normal stamp and a space begin here; looks at what tells it from others, not at every digit. */
export function isRegularHead(bytes: Uint8Array, from: number): boolean {
  return (
    bytes[from + STAMP_LENGTH] === SPACE &&
    bytes[from + 29] === ZULU &&
    bytes[from + 19] === DOT &&
    bytes[from + 10] === DIGIT_T &&
    bytes[from + 4] === DASH
  );
}

// The lines of a second share its conversion.
let known = { from: '', to: '' };

/**
 * A runtime's timestamp in UTC with nine digits, '' when it is none. The kubelet writes the node's own zone and always
 * nine digits; other servers may shorten the fraction.
 */
export function normalStamp(text: string): string {
  if (text.length === STAMP_LENGTH && text.endsWith('Z')) return text;
  if (text.length === ZONED) {
    const from = text.slice(0, 19) + text.slice(29);
    if (from === known.from) return known.to + text.slice(19, 29) + 'Z';
  }
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/.exec(text);
  if (!match) return '';
  const [, second = '', fraction = '', zone = 'Z'] = match;
  const millis = Date.parse(`${second}${zone}`);
  if (Number.isNaN(millis)) return '';
  const to = new Date(millis).toISOString().slice(0, 19);
  if (text.length === ZONED) known = { from: second + zone, to };
  return `${to}.${fraction.padEnd(9, '0')}Z`;
}

const UNITS: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `15m`, `2h30m`, `7d` or an RFC 3339 time as a stamp; null when it is neither. */
export function sinceStamp(since: string, now: number): string | null {
  const time = normalStamp(since);
  if (time !== '') return time;
  if (!/^(\d{1,6}[smhd])+$/.test(since)) return null;
  let span = 0;
  for (const [, count, unit] of since.matchAll(/(\d+)([smhd])/g))
    span += Number(count) * (UNITS[unit ?? 's'] ?? 0);
  return normalStamp(new Date(Math.max(0, now - span)).toISOString());
}

const FULL = 30;

/**
 * A runtime's timestamp in UTC with nine digits, '' when it is none. The kubelet writes the node's own zone and always
 * nine digits; other servers may shorten the fraction.
 */
export function normalStamp(text: string): string {
  if (text.length === FULL && text.endsWith('Z')) return text;
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/.exec(text);
  if (!match) return '';
  const [, second = '', fraction = '', zone = 'Z'] = match;
  const millis = Date.parse(`${second}${zone}`);
  if (Number.isNaN(millis)) return '';
  return `${new Date(millis).toISOString().slice(0, 19)}.${fraction.padEnd(9, '0')}Z`;
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

const CLOCK: Intl.DateTimeFormatOptions = {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
  hourCycle: 'h23',
};

let clock: Intl.DateTimeFormat | undefined;
let day: { key: string; format: Intl.DateTimeFormat } | undefined;

/** The time of day of a line in the viewer's zone; '' when its stamp is none. */
export function clockTime(ts: string): string {
  const date = new Date(ts);
  clock ??= new Intl.DateTimeFormat('en-GB', CLOCK);
  return Number.isNaN(date.getTime()) ? '' : clock.format(date);
}

/** Day and time in the viewer's zone with the zone's name, and the stamp as it was written, in UTC. */
export function fullTime(ts: string, locale: string, timeZone?: string): { local: string; utc: string } {
  const date = new Date(ts);
  if (Number.isNaN(date.getTime())) return { local: ts, utc: ts };
  const key = `${locale} ${timeZone ?? ''}`;
  if (day?.key !== key) {
    const options: Intl.DateTimeFormatOptions = {
      ...CLOCK,
      year: 'numeric',
      month: 'short',
      day: 'numeric',
      timeZoneName: 'short',
      ...(timeZone === undefined ? {} : { timeZone }),
    };
    day = { key, format: new Intl.DateTimeFormat(locale === 'zh' ? 'zh-CN' : 'en-GB', options) };
  }
  return { local: day.format.format(date), utc: ts.replace('T', ' ').replace(/Z$/, ' UTC') };
}

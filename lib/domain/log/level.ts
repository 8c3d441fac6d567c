/** How grave a line is, from least to most. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const WORDS: Record<string, LogLevel> = {
  trace: 'trace',
  trc: 'trace',
  verbose: 'trace',
  finest: 'trace',
  debug: 'debug',
  dbg: 'debug',
  fine: 'debug',
  info: 'info',
  inf: 'info',
  information: 'info',
  notice: 'info',
  log: 'info',
  warn: 'warn',
  wrn: 'warn',
  warning: 'warn',
  error: 'error',
  err: 'error',
  severe: 'error',
  fatal: 'fatal',
  ftl: 'fatal',
  critical: 'fatal',
  crit: 'fatal',
  panic: 'fatal',
  dpanic: 'fatal',
  alert: 'fatal',
  emerg: 'fatal',
  emergency: 'fatal',
};

const KLOG: Record<string, LogLevel> = { I: 'info', W: 'warn', E: 'error', F: 'fatal' };

/** What a level stands within; behind it is text of the program's own. */
const LOOKED_AT = 4096;
const HEAD = 120;

const JSON_LEVEL =
  /"(?:level|severity|lvl|loglevel|log\.level|levelname|@l|Level|severityText|severity_text)"\s*:\s*(?:"([A-Za-z]{1,12})\d?"|(\d{1,2}))/;
const LOGFMT = /(?:^|\s)(?:level|lvl|severity|loglevel)=["']?([A-Za-z]{1,12})\b/;
const KLOG_HEAD = /^([IWEF])\d{4} \d\d:\d\d:\d\d/;
const BRACKETED = /[[<(|]\s*([A-Za-z]{3,11})\s*[\]>)|]/g;
const LEADING =
  /^[^A-Za-z]*(?:\d{4}-\d\d-\d\d[T ])?[^A-Za-z]*(?:[TZ]\b[^A-Za-z]*)?(TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|SEVERE|FATAL|CRITICAL|PANIC|panic|Error|ERR|WRN|INF|DBG|FTL|TRC)\b/;
const UPPER = /(?:^|[\s:])(TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|SEVERE|FATAL|CRITICAL)(?=[\s:])/;
// eslint-disable-next-line no-control-regex -- ESC is what colours begin with
const COLOURS = /\u001b\[[0-9;]*m/g;

/**
 * The level of a line, from what programs write: a field of a JSON object, klog's head, logfmt, a word in brackets or
 * in front. Null when it says nothing; a word somewhere in the text is no level.
 */
export function levelOf(text: string): LogLevel | null {
  const line = text.length > LOOKED_AT ? text.slice(0, LOOKED_AT) : text;
  const first = line.trimStart().charCodeAt(0);
  if (first === 0x7b) return jsonLevel(line);
  let head = line.length > HEAD ? line.slice(0, HEAD) : line;
  if (head.includes('\u001b')) head = head.replace(COLOURS, '');
  const klog = KLOG_HEAD.exec(head);
  if (klog) return KLOG[klog[1] ?? ''] ?? null;
  const pair = line.includes('=') ? LOGFMT.exec(line) : null;
  if (pair) return wordLevel(pair[1]);
  const leading = LEADING.exec(head);
  if (leading) return wordLevel(leading[1]);
  for (const [, word] of head.matchAll(BRACKETED)) {
    const level = wordLevel(word);
    if (level) return level;
  }
  return wordLevel(UPPER.exec(head)?.[1]);
}

/** Lines of a stack trace and the like belong to the line that they follow. */
const BELONGS = /^(?:\s|at |Caused by|\.\.\. |[})\]])/;

/** True when a line that names no level has the one of the line before it. */
export function belongsToLineBefore(text: string): boolean {
  return BELONGS.test(text);
}

function jsonLevel(line: string): LogLevel | null {
  const match = JSON_LEVEL.exec(line);
  if (!match) return null;
  const [, word, number] = match;
  return word === undefined ? numberLevel(Number(number)) : wordLevel(word);
}

/** Bunyan's and pino's tens, or syslog's severities. */
function numberLevel(level: number): LogLevel | null {
  if (level >= 10) return LOG_LEVELS[Math.min(5, Math.floor(level / 10) - 1)] ?? null;
  return (['fatal', 'fatal', 'fatal', 'error', 'warn', 'info', 'info', 'debug'] as const)[level] ?? null;
}

function wordLevel(word: string | undefined): LogLevel | null {
  return word === undefined ? null : (WORDS[word.toLowerCase()] ?? null);
}

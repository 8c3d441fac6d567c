import { singleton } from '@/lib/runtime/singleton';

type Level = 'debug' | 'info' | 'warn' | 'error';
type Fields = Record<string, unknown>;

const ORDER: Record<Level, number> = { debug: 0, info: 1, warn: 2, error: 3 };
const SECRET_KEY = /^current$|pass(word)?|secret|token|authorization|cookie|kubeconfig|apikey|credential/i;

/** Replaces the value of every field whose name sounds like a secret, at any depth (8 at most). */
export function redact(value: unknown, depth = 0): unknown {
  if (depth > 8) return '[deep]';
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  if (value instanceof Error) return { message: value.message, stack: value.stack };
  if (value !== null && typeof value === 'object') {
    // A pair such as an environment variable: its name says what its value is.
    const named = 'name' in value && typeof value.name === 'string' && SECRET_KEY.test(value.name);
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        key,
        (SECRET_KEY.test(key) || (named && key === 'value')) &&
        item !== null &&
        item !== undefined &&
        typeof item !== 'boolean'
          ? '[redacted]'
          : redact(item, depth + 1),
      ]),
    );
  }
  return value;
}

function write(level: Level, message: string, fields: Fields): void {
  const least = singleton<{ level: Level }>('log-level', () => ({ level: 'info' })).level;
  if (ORDER[level] < ORDER[least]) return;
  const line = JSON.stringify({
    time: new Date().toISOString(),
    level,
    message,
    ...(redact(fields) as Fields),
  });
  process.stderr.write(`${line}\n`);
}

/** Sets the least severity that is written. */
export function setLogLevel(level: Level): void {
  singleton<{ level: Level }>('log-level', () => ({ level })).level = level;
}

/** The process's log: one JSON object a line on standard error, secrets redacted by field name. */
export const log = {
  debug: (message: string, fields: Fields = {}) => write('debug', message, fields),
  info: (message: string, fields: Fields = {}) => write('info', message, fields),
  warn: (message: string, fields: Fields = {}) => write('warn', message, fields),
  error: (message: string, fields: Fields = {}) => write('error', message, fields),
};

import type { LogFormat } from './open-logs';

/** NDJSON when the Accept header names it, plain text otherwise. */
export function logFormatOf(accept: string | null): LogFormat {
  return /\bapplication\/(x-ndjson|jsonl|ndjson)\b/i.test(accept ?? '') ? 'ndjson' : 'plain';
}

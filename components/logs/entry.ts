import { levelOf, type LogLevel } from '@/lib/domain/log/level';

/** A level to filter by; `none` is a line that says nothing of one. */
export type ShownLevel = LogLevel | 'none';

export interface LineEntry {
  id: number;
  kind: 'line';
  ts: string;
  pod: string;
  container: string;
  text: string;
  level: ShownLevel;
  /** No hit of the search, but a line around one. */
  context: boolean;
  partial: boolean;
}

export interface MarkEntry {
  id: number;
  kind: 'mark';
  ts: string;
  pod: string;
  container: string;
  mark: string;
  detail: string;
  /** How many lines were skipped. */
  lines: number;
}

/** What a row of the view shows: a line, or something that happened to the stream. */
export type LogEntry = LineEntry | MarkEntry;

/** What the server sends (contract: logRecordSchema). */
export interface LogRecord {
  ts?: string;
  pod?: string;
  container?: string;
  line?: string | undefined;
  lineBase64?: string | undefined;
  level?: LogLevel | undefined;
  context?: true | undefined;
  apart?: true | undefined;
  partial?: true | undefined;
  mark?: string;
  at?: string;
  exitCode?: number | null | undefined;
  reason?: string | null | undefined;
  detail?: string | undefined;
  lines?: number | undefined;
}

/** Stands before a line when others of its container were left out there. */
export function gapBefore(record: LogRecord): Omit<MarkEntry, 'id'> | null {
  if (!record.apart) return null;
  const { ts = '', pod = '', container = '' } = record;
  return { kind: 'mark', ts, pod, container, mark: 'apart', detail: '', lines: 0 };
}

/** A record as a row. Bytes that are no UTF-8 are shown with replacement characters; the download keeps them. */
export function entryOf(record: LogRecord, id: number): LogEntry {
  const pod = record.pod ?? '';
  const container = record.container ?? '';
  if (record.mark !== undefined) {
    const detail =
      record.exitCode !== null && record.exitCode !== undefined
        ? String(record.exitCode)
        : (record.reason ?? '');
    const { mark, lines = 0 } = record;
    return { id, kind: 'mark', ts: record.at ?? '', pod, container, mark, detail, lines };
  }
  const text = record.line ?? (record.lineBase64 === undefined ? '' : fromBase64(record.lineBase64));
  return {
    id,
    kind: 'line',
    ts: record.ts ?? '',
    pod,
    container,
    text,
    level: record.level ?? (record.line === undefined ? levelOf(text) : null) ?? 'none',
    context: record.context === true,
    partial: record.partial === true,
  };
}

function fromBase64(base64: string): string {
  return new TextDecoder().decode(Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)));
}

/** What a row of the view shows: a line, or something that happened to the stream. */
export type LogEntry =
  | { id: number; kind: 'line'; ts: string; pod: string; container: string; text: string; partial: boolean }
  | { id: number; kind: 'mark'; ts: string; pod: string; container: string; mark: string; detail: string };

/** What the server sends (contract: logRecordSchema). */
export interface LogRecord {
  ts?: string;
  pod?: string;
  container?: string;
  line?: string;
  lineBase64?: string;
  partial?: boolean;
  mark?: string;
  at?: string;
  exitCode?: number | null;
  reason?: string | null;
  detail?: string;
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
    return { id, kind: 'mark', ts: record.at ?? '', pod, container, mark: record.mark, detail };
  }
  const text = record.line ?? (record.lineBase64 === undefined ? '' : fromBase64(record.lineBase64));
  return { id, kind: 'line', ts: record.ts ?? '', pod, container, text, partial: record.partial === true };
}

function fromBase64(base64: string): string {
  return new TextDecoder().decode(Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)));
}

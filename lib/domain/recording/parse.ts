import { FIRST_SIZE, type CastEvent } from './cast';

/** A recording as a player needs it. */
export interface Cast {
  columns: number;
  rows: number;
  events: CastEvent[];
}

/** Reads an asciicast v2 chunk by chunk; lines that it does not know are left out. */
export class CastParser {
  private rest = '';
  private readonly cast: Cast = { ...FIRST_SIZE, events: [] };
  private headed = false;

  /** Takes more of the text, cut anywhere. */
  push(text: string): void {
    const lines = (this.rest + text).split('\n');
    this.rest = lines.pop() ?? '';
    for (const line of lines) this.line(line);
  }

  /** All that was read; throws when it is no asciicast. */
  end(): Cast {
    this.line(this.rest);
    this.rest = '';
    if (!this.headed) throw new Error('not an asciicast v2');
    return this.cast;
  }

  private line(line: string): void {
    if (line.trim() === '') return;
    const value = parse(line);
    if (!this.headed) this.header(value);
    else if (isEvent(value)) this.cast.events.push(value);
  }

  private header(value: unknown): void {
    const { version, width, height } = (value ?? {}) as Record<string, unknown>;
    if (version !== 2 || typeof width !== 'number' || typeof height !== 'number')
      throw new Error('not an asciicast v2');
    this.headed = true;
    this.cast.columns = width;
    this.cast.rows = height;
  }
}

/** The size in the data of a resize; null when it is none. */
export function sizeOf(data: string): { columns: number; rows: number } | null {
  const match = /^(\d{1,4})x(\d{1,4})$/.exec(data);
  const columns = Number(match?.[1] ?? 0);
  const rows = Number(match?.[2] ?? 0);
  return columns > 0 && rows > 0 ? { columns, rows } : null;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // A last line that was cut off.
    return null;
  }
}

function isEvent(value: unknown): value is CastEvent {
  if (!Array.isArray(value)) return false;
  const [at, code, data] = value as unknown[];
  return typeof at === 'number' && (code === 'o' || code === 'r') && typeof data === 'string';
}

/** One value of a JSON line, named by the way to it. */
export interface LogField {
  name: string;
  value: string;
}

const MOST_FIELDS = 200;
const DEEPEST = 6;

/** True when a line may be a JSON object: known without reading it. */
export function looksLikeJson(text: string): boolean {
  return /^\s*\{.*\}\s*$/s.test(text);
}

/** The values of a JSON line, those of nested objects by `outer.inner`; null when it is no JSON object. */
export function fieldsOf(text: string): LogField[] | null {
  let value: unknown;
  try {
    value = JSON.parse(text, exactNumber);
  } catch {
    return null;
  }
  if (!isObject(value)) return null;
  const fields: LogField[] = [];
  collect(value, '', 0, fields);
  return fields;
}

class Exact {
  constructor(readonly digits: string) {}
  toJSON(): string {
    return this.digits;
  }
}

/** An id of twenty digits must not be shown rounded; where the engine tells how a number was written, that is kept. */
function exactNumber(_key: string, value: unknown, context?: { source?: string }): unknown {
  const source = context?.source;
  return typeof value === 'number' && source !== undefined && String(value) !== source
    ? new Exact(source)
    : value;
}

function collect(value: Record<string, unknown>, prefix: string, depth: number, fields: LogField[]): void {
  for (const [key, inner] of Object.entries(value)) {
    if (fields.length >= MOST_FIELDS) return;
    const name = prefix === '' ? key : `${prefix}.${key}`;
    if (isObject(inner) && depth < DEEPEST && Object.keys(inner).length > 0)
      collect(inner, name, depth + 1, fields);
    else fields.push({ name, value: shown(inner) });
  }
}

function shown(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Exact) return value.digits;
  return JSON.stringify(value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Exact);
}

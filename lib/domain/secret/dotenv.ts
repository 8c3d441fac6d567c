/** What a pasted `.env` says: keys with values in their order, and the lines that could not be read. */
export interface Dotenv {
  entries: { key: string; value: string }[];
  /** Line numbers from 1; never what stands there, as it may be a secret. */
  faults: number[];
}

const ASSIGNMENT = /^\s*(?:export\s+)?([-._a-zA-Z0-9]+)\s*=\s*/;
const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\', $: '$' };

/**
 * Reads the notation that dotenv and Compose share: `KEY=value`, `export`, comments, single quotes as they are, double
 * quotes with escapes, both over several lines. Of a key that is named twice the last value counts.
 */
export function parseDotenv(text: string): Dotenv {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const entries = new Map<string, string>();
  const faults: number[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (/^\s*(#|$)/.test(line)) continue;
    const match = ASSIGNMENT.exec(line);
    const rest = match ? line.slice(match[0].length) : '';
    const quote = rest[0];
    if (!match) {
      faults.push(at + 1);
    } else if (quote === '"' || quote === "'") {
      const quoted = readQuoted([rest.slice(1), ...lines.slice(at + 1)], quote);
      if (quoted) entries.set(match[1] ?? '', quoted.value);
      else faults.push(at + 1);
      at += quoted?.extra ?? 0;
    } else {
      entries.set(match[1] ?? '', rest.replace(/(^|\s)#.*$/, '').trim());
    }
  }
  return { entries: [...entries].map(([key, value]) => ({ key, value })), faults };
}

/** A quoted value and how many further lines it takes; null when its end is missing or something stands behind it. */
function readQuoted(lines: readonly string[], quote: '"' | "'"): { value: string; extra: number } | null {
  let value = '';
  for (const [extra, line] of lines.entries()) {
    for (let at = 0; at < line.length; at += 1) {
      const sign = line[at] ?? '';
      if (sign === quote) return /^\s*(#.*)?$/.test(line.slice(at + 1)) ? { value, extra } : null;
      if (sign === '\\' && quote === '"') {
        at += 1;
        const next = line[at] ?? '';
        value += ESCAPES[next] ?? `\\${next}`;
      } else {
        value += sign;
      }
    }
    value += '\n';
  }
  return null;
}

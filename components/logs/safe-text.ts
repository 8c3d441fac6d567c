import Anser from 'anser';

/** A run of text in one style. */
export interface Span {
  text: string;
  /** One of the eight colours by name, empty for the usual one. */
  colour: string;
  bold: boolean;
  dim: boolean;
  italic: boolean;
  underline: boolean;
  reverse: boolean;
}

const ESC = '\u001b';
const BELL = '\u0007';

/** A line as it was written but for escape sequences, for the clipboard; as long as what `plainText` shows of it. */
export function writtenText(line: string): string {
  return clean(line, false);
}

/** A line as text without escape sequences, as it is shown. */
export function plainText(line: string): string {
  return visible(clean(line, false));
}

/** A line as styled runs of plain text: colours are kept, everything else that a terminal would obey is not. */
export function spansOf(line: string): Span[] {
  const text = clean(line, true);
  if (!text.includes(ESC)) return [{ ...PLAIN, text: visible(text) }];
  return Anser.ansiToJson(text, { use_classes: true, remove_empty: true }).map((entry) => ({
    text: visible(entry.content),
    colour: nameOf(entry.fg),
    bold: entry.decorations.includes('bold'),
    dim: entry.decorations.includes('dim'),
    italic: entry.decorations.includes('italic'),
    underline: entry.decorations.includes('underline'),
    reverse: entry.decorations.includes('reverse') || (entry.bg ?? '') !== '',
  }));
}

const PLAIN: Omit<Span, 'text'> = {
  colour: '',
  bold: false,
  dim: false,
  italic: false,
  underline: false,
  reverse: false,
};

/** Takes escape sequences out, colours only where `colours` is false. */
function clean(line: string, colours: boolean): string {
  const text = line.endsWith('\r') ? line.slice(0, -1) : line;
  if (!text.includes(ESC)) return text;
  const [first = '', ...parts] = text.split(ESC);
  let out = first;
  let inString = false;
  for (const part of parts) {
    // A string (OSC, DCS, SOS, PM, APC) ends with a bell or with ESC \.
    const rest: string = inString && part.startsWith('\\') ? part.slice(1) : part;
    inString = /^[\]PX^_]/.test(part);
    if (inString) {
      const end = rest.indexOf(BELL);
      if (end >= 0) {
        inString = false;
        out += rest.slice(end + 1);
      }
    } else if (rest !== part) {
      out += rest;
    } else if (/^\[[0-9;:]*m/.test(rest)) {
      out += colours ? ESC + rest : rest.slice(rest.indexOf('m') + 1);
    } else {
      out += rest.replace(/^(?:\[[0-9;:?<=>]*[ -/]*[@-~]?|[ -/]*[0-~]?)/, '');
    }
  }
  return out;
}

/** Control characters and those that turn text about stand as a picture of themselves. */
function visible(text: string): string {
  return text
    .replace(/(?!\t)\p{Cc}/gu, (char) => {
      const code = char.charCodeAt(0);
      return code < 0x20 ? String.fromCharCode(0x2400 + code) : code === 0x7f ? '␡' : '�';
    })
    .replace(/\p{Bidi_Control}/gu, '�');
}

/** `ansi-bright-red` → `red`; colours beyond the sixteen are drawn as usual text, which is always readable. */
function nameOf(fg: string | null): string {
  return /^ansi-(?:bright-)?(red|green|yellow|blue|magenta|cyan)$/.exec(fg ?? '')?.[1] ?? '';
}

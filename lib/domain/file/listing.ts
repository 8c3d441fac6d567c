type FileKind = 'file' | 'directory' | 'link' | 'other';

interface FileEntry {
  name: string;
  kind: FileKind;
  /** A link that leads to a directory. */
  leadsToDirectory: boolean;
  size: number;
  /** As `ls -l` writes it, e.g. `drwxr-xr-x`. */
  mode: string;
  /** RFC 3339. */
  modifiedAt: string;
}

const KINDS: Record<number, [FileKind, string]> = {
  0o100000: ['file', '-'],
  0o040000: ['directory', 'd'],
  0o120000: ['link', 'l'],
  0o140000: ['other', 's'],
  0o060000: ['other', 'b'],
  0o020000: ['other', 'c'],
  0o010000: ['other', 'p'],
};

/**
 * Reads what `listCommand` writes. Each record begins with its fields and `./name`; a name holds no slash, so whatever
 * line has none goes on with the name before it: names may hold line breaks, and can't pretend to be a record.
 */
export class FileListing {
  readonly entries: FileEntry[] = [];
  /** There are more than are listed. */
  more = false;
  private readonly directories = new Set<string>();
  private record: string | null = null;

  /** The whole output of the command. */
  static parse(output: string): FileListing {
    const listing = new FileListing();
    for (const line of output.replace(/\n$/, '').split('\n')) {
      if (line.includes('/')) {
        listing.close();
        listing.record = line;
      } else if (listing.record !== null) listing.record += `\n${line}`;
    }
    listing.close();
    for (const entry of listing.entries) entry.leadsToDirectory = listing.directories.has(entry.name);
    return listing;
  }

  private close(): void {
    const { record } = this;
    this.record = null;
    if (record === null) return;
    if (record === 'more ./') {
      this.more = true;
      return;
    }
    const found = /^(?:d|([0-9a-f]+) (\d+) (-?\d+)) \.\/([^]*)$/.exec(record);
    const [, mode, size, time, name = ''] = found ?? [];
    if (!found) return;
    if (mode === undefined) this.directories.add(name);
    else this.entries.push(entryOf(name, Number.parseInt(mode, 16), Number(size), Number(time)));
  }
}

function entryOf(name: string, mode: number, size: number, seconds: number): FileEntry {
  const [kind, letter] = KINDS[mode & 0o170000] ?? ['other', '?'];
  const at = new Date(Math.min(Math.max(seconds, 0), 253_402_300_799) * 1000);
  return {
    name,
    kind,
    leadsToDirectory: false,
    size,
    mode: letter + permissions(mode),
    modifiedAt: at.toISOString(),
  };
}

function permissions(mode: number): string {
  const letters = Array.from('rwxrwxrwx', (letter, at) => (mode & (0o400 >> at) ? letter : '-'));
  const special: [number, number, string, string][] = [
    [0o4000, 2, 's', 'S'],
    [0o2000, 5, 's', 'S'],
    [0o1000, 8, 't', 'T'],
  ];
  for (const [bit, at, small, large] of special) {
    if (mode & bit) letters[at] = letters[at] === 'x' ? small : large;
  }
  return letters.join('');
}

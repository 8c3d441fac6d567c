/** Entries of a directory that are listed. */
const MOST_ENTRIES = 5000;

/** Exit codes of the scripts below: what they found before they did anything. */
export const FOUND = {
  noTool: 81,
  missing: 82,
  notDirectory: 83,
  denied: 84,
  noTar: 85,
  notFile: 86,
  tooLarge: 87,
  directory: 88,
  cut: 90,
} as const;

// Every script is fixed: what comes from outside is a parameter ("$1"), never part of a script. What is said on stderr
// is read, so it has to be in English.
const START = 'export LC_ALL=C; needs() { for t; do command -v "$t" >/dev/null 2>&1 || exit 81; done; }';

const EXISTS = 'stat -L "$1" >/dev/null || exit 82';

const LIST = `${START}
needs stat
${EXISTS}
[ -d "$1" ] || exit 83
cd "$1" || exit 84
[ -r . ] || exit 84
most=$2; n=0; set --
for f in ./* ./.[!.]* ./..?*; do
  [ -e "$f" ] || [ -L "$f" ] || continue
  n=$((n+1))
  if [ "$n" -gt "$most" ]; then echo "more ./"; break; fi
  if [ -L "$f" ] && [ -d "$f" ]; then printf 'd %s\\n' "$f"; fi
  set -- "$@" "$f"
  if [ $# -ge 200 ]; then stat -c '%f %s %Y %n' "$@"; set --; fi
done
[ $# -eq 0 ] || stat -c '%f %s %Y %n' "$@"
exit 0`;

/** Lists a directory. */
export function listCommand(path: string): string[] {
  return ['sh', '-c', LIST, 'sh', path, String(MOST_ENTRIES)];
}

// du counts what files take on disk, in KiB: near enough to refuse early. The bytes are counted while they come.
const DOWNLOAD = `${START}
needs stat cat
${EXISTS}
if [ -d "$1" ]; then
  command -v tar >/dev/null 2>&1 || exit 85
  cd "$1" || exit 84
  [ -r . ] || exit 84
  k=$(du -sk . 2>/dev/null) && k=\${k%%[!0-9]*} && [ -n "$k" ] && [ "$k" -gt "$(($2 / 1024))" ] && exit 87
  printf 'directory %s 0\\n' "$$"
  exec tar cf - .
fi
[ -f "$1" ] || exit 86
[ -r "$1" ] || exit 84
size=$(stat -L -c %s "$1") || exit 82
[ "$size" -le "$2" ] || exit 87
printf 'file %s %s\\n' "$$" "$size"
exec cat "$1"`;

/** Writes a file, or a directory as a tar, after a line that says which, the process id, and a file's size. */
export function downloadCommand(path: string, limit: number): string[] {
  return ['sh', '-c', DOWNLOAD, 'sh', path, String(limit)];
}

// The new file takes the old one's place at once and whole, or not at all: under its own name it is never half there.
const UPLOAD = `${START}
needs stat cat mv rm wc chmod
${EXISTS}
[ -d "$1" ] || exit 83
cd "$1" || exit 84
[ -d "./$2" ] && exit 88
if [ -e "./$2" ] && [ ! -f "./$2" ]; then exit 86; fi
temporary=$3
fail() { rm -f "./$temporary"; exit "$1"; }
: > "./$3" || fail 1
echo go
if ! cat > "./$3"; then echo stop; cat >/dev/null; fail 1; fi
got=$(wc -c < "./$3")
[ "$got" -eq "$4" ] || fail 90
if [ -f "./$2" ]; then mode=$(stat -L -c %a "./$2") && chmod "$mode" "./$3"; fi
mv -f "./$3" "./$2" || fail 1
exit 0`;

/**
 * Takes a file of exactly `size` bytes from stdin: under a temporary name until all of it is there. It says `go` when it
 * is ready, and `stop` when more is no use: what is still on its way must be read, or the runtime loses how it ended.
 */
export function uploadCommand(file: {
  directory: string;
  name: string;
  temporary: string;
  size: number;
}): string[] {
  return ['sh', '-c', UPLOAD, 'sh', file.directory, file.name, file.temporary, String(file.size)];
}

/** Ends a program whose reader went away: the runtime would leave it waiting for ever. */
export function killCommand(pid: number): string[] {
  return ['sh', '-c', 'kill -9 "$1"', 'sh', String(pid)];
}

export interface DownloadHeader {
  kind: 'file' | 'directory';
  pid: number;
  /** Of a file; 0 where the kernel makes it up as it is read. */
  size: number;
}

const LONGEST_HEADER = 64;

/** The line that `downloadCommand` writes first, and what follows it. */
export function takeHeader(
  output: Uint8Array,
): { header: DownloadHeader; rest: Uint8Array } | 'incomplete' | null {
  const end = output.indexOf(10);
  if (end < 0) return output.length < LONGEST_HEADER ? 'incomplete' : null;
  const line = new TextDecoder().decode(output.subarray(0, Math.min(end, LONGEST_HEADER)));
  const [, kind, pid, size] = /^(file|directory) (\d+) (\d+)$/.exec(line) ?? [];
  if (kind !== 'file' && kind !== 'directory') return null;
  return { header: { kind, pid: Number(pid), size: Number(size) }, rest: output.subarray(end + 1) };
}

import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** Writes a file in one step, readable by its owner only unless told otherwise. */
export function writeFile(path: string, text: string, mode = 0o600): void {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.new`;
  writeFileSync(temporary, text, { mode });
  chmodSync(temporary, mode);
  renameSync(temporary, path);
}

/** A file's text without the blanks at its end, or undefined when there is no such file. */
export function readText(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8').trimEnd() : undefined;
}

/** A secret that is made once and then kept. */
export function keptSecret(path: string, make: () => string): string {
  const found = readText(path);
  if (found) return found;
  const value = make();
  writeFile(path, `${value}\n`);
  return value;
}

/** A random password of letters and digits. */
export function randomPassword(): string {
  return randomBytes(24)
    .toString('base64')
    .replaceAll(/[^A-Za-z0-9]/g, '')
    .slice(0, 24);
}

/** A short digest of some text. */
export function digest(...parts: string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
}

/** All files below the given files and folders, sorted; folders named in `skip` are left out. */
export function filesBelow(paths: string[], skip: ReadonlySet<string> = new Set()): string[] {
  const found: string[] = [];
  const visit = (path: string): void => {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      if (skip.has(entry.name)) continue;
      const child = join(path, entry.name);
      if (entry.isDirectory()) visit(child);
      else if (entry.isFile()) found.push(child);
    }
  };
  for (const path of paths.filter((each) => existsSync(each))) {
    try {
      visit(path);
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== 'ENOTDIR') throw thrown;
      found.push(path);
    }
  }
  return found.sort();
}

/** A digest over the names, as seen from `root`, and the contents of files. */
export function digestOfFiles(root: string, files: string[]): string {
  const hash = createHash('sha256');
  for (const file of files)
    hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

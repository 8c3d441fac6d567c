/** Linux takes paths of so many bytes (PATH_MAX, with its NUL), and names of so many (NAME_MAX). */
const MOST_PATH_BYTES = 4095;
const MOST_NAME_BYTES = 255;

const bytes = (text: string) => new TextEncoder().encode(text).length;

/** Why a text is not the absolute path of a file, null when it is. `..` is refused rather than resolved. */
export function filePathProblem(path: string): string | null {
  if (!path.startsWith('/')) return 'Begin with “/”: the path is taken from the root of the container.';
  if (path.includes('\0')) return 'A path holds no NUL.';
  if (bytes(path) > MOST_PATH_BYTES) return `A path has at most ${MOST_PATH_BYTES} bytes.`;
  const names = path.split('/');
  if (names.includes('..')) return 'Write the path without “..”.';
  if (names.some((name) => bytes(name) > MOST_NAME_BYTES))
    return `A name has at most ${MOST_NAME_BYTES} bytes.`;
  return null;
}

/** The same path with one slash between its names, none at its end, and without `.`. */
export function normalPath(path: string): string {
  return `/${path
    .split('/')
    .filter((name) => name !== '' && name !== '.')
    .join('/')}`;
}

/** The directory above; the root's is the root. */
export function parentPath(path: string): string {
  return normalPath(normalPath(path).replace(/\/[^/]*$/, ''));
}

/** Directory and name of a file; no name for the root. */
export function splitPath(path: string): { directory: string; name: string } {
  const normal = normalPath(path);
  return { directory: parentPath(normal), name: normal.slice(normal.lastIndexOf('/') + 1) };
}

/** A name in a directory. */
export function joinPath(directory: string, name: string): string {
  return normalPath(`${directory}/${name}`);
}

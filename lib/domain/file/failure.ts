import { FOUND } from './commands';

/** What kept a file from being listed, read or written; each is a problem code `file.<…>`. */
type FileFailure =
  | 'no_tools'
  | 'no_tar'
  | 'not_found'
  | 'not_directory'
  | 'denied'
  | 'special'
  | 'too_large'
  | 'directory'
  | 'cut'
  | 'read_only'
  | 'no_space'
  | 'failed';

const BY_CODE = new Map<number, FileFailure>([
  [FOUND.noTool, 'no_tools'],
  [FOUND.notDirectory, 'not_directory'],
  [FOUND.denied, 'denied'],
  [FOUND.noTar, 'no_tar'],
  [FOUND.notFile, 'special'],
  [FOUND.tooLarge, 'too_large'],
  [FOUND.directory, 'directory'],
  [FOUND.cut, 'cut'],
]);

// glibc and musl have the same words for these in the C locale (strerror(3)).
const BY_WORDS: readonly [RegExp, FileFailure][] = [
  [/No space left on device|quota exceeded/i, 'no_space'],
  [/Read-only file system/i, 'read_only'],
  [/Permission denied|Operation not permitted/i, 'denied'],
  [/Not a directory/i, 'not_directory'],
  [/No such file or directory/i, 'not_found'],
];

/** Why a command of ours failed: by its own exit code where it looked beforehand, else by the system's words. */
export function fileFailure(exitCode: number, stderr: string): FileFailure {
  const known = BY_CODE.get(exitCode);
  if (known) return known;
  const told = BY_WORDS.find(([words]) => words.test(stderr))?.[1];
  return told ?? (exitCode === FOUND.missing ? 'not_found' : 'failed');
}

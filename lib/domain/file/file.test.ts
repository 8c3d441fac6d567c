import { describe, expect, it } from 'vitest';
import {
  fileFailure,
  FileListing,
  filePathProblem,
  joinPath,
  normalPath,
  parentPath,
  splitPath,
  takeHeader,
} from './index';

describe('paths', () => {
  it.each(['/', '/etc', '/-rf', '/a b/"c"/\'d\'', '/港口/$(x)', '/..a/b..'])('takes %s', (path) => {
    expect(filePathProblem(path)).toBeNull();
  });

  it.each(['', 'etc', '/a/../b', '/..', '/a\0b', `/${'x'.repeat(256)}`, `/${'港/'.repeat(2000)}`])(
    'refuses %j',
    (path) => expect(filePathProblem(path)).not.toBeNull(),
  );

  it('are normal, joined, split', () => {
    expect(normalPath('//a/./b//')).toBe('/a/b');
    expect(normalPath('/')).toBe('/');
    expect(parentPath('/a/b')).toBe('/a');
    expect(parentPath('/a')).toBe('/');
    expect(joinPath('/', 'a')).toBe('/a');
    expect(splitPath('/a/-b c')).toEqual({ directory: '/a', name: '-b c' });
    expect(splitPath('/')).toEqual({ directory: '/', name: '' });
  });
});

describe('listings', () => {
  it('reads kinds, modes, sizes and times', () => {
    const { entries, more } = FileListing.parse(
      '41ed 4096 0 ./etc\n81a4 12 1700000000 ./a b\nd ./l\na1ff 3 5 ./l\n89ed 1 1 ./su\n11a4 0 0 ./pipe\n',
    );
    expect(more).toBe(false);
    expect(
      entries.map(({ name, kind, mode, leadsToDirectory }) => [name, kind, mode, leadsToDirectory]),
    ).toEqual([
      ['etc', 'directory', 'drwxr-xr-x', false],
      ['a b', 'file', '-rw-r--r--', false],
      ['l', 'link', 'lrwxrwxrwx', true],
      ['su', 'file', '-rwsr-xr-x', false],
      ['pipe', 'other', 'prw-r--r--', false],
    ]);
    expect(entries[1]).toMatchObject({ size: 12, modifiedAt: '2023-11-14T22:13:20.000Z' });
  });

  it('is not deceived by a line break in a name', () => {
    const { entries } = FileListing.parse('81a4 1 0 ./x\n81a4 9 0 fake\nmore \n81a4 2 0 ./y\n');
    expect(entries.map(({ name }) => name)).toEqual(['x\n81a4 9 0 fake\nmore ', 'y']);
  });

  it('says that there is more, and that there is nothing', () => {
    expect(FileListing.parse('81a4 1 0 ./x\nmore ./\n')).toMatchObject({
      more: true,
      entries: [{ name: 'x' }],
    });
    expect(FileListing.parse('')).toMatchObject({ more: false, entries: [] });
  });
});

describe('the first line of a download', () => {
  const text = (value: string) => new TextEncoder().encode(value);

  it('is taken off', () => {
    const taken = takeHeader(text('file 12 5\nhello'));
    expect(taken).toMatchObject({ header: { kind: 'file', pid: 12, size: 5 } });
    expect(takeHeader(text('file 1'))).toBe('incomplete');
    expect(takeHeader(text('something else\n'))).toBeNull();
    expect(takeHeader(text('x'.repeat(80)))).toBeNull();
  });
});

describe('failures', () => {
  it.each([
    [81, '', 'no_tools'],
    [82, "stat: can't stat '/x': No such file or directory", 'not_found'],
    [82, "stat: can't stat '/x': Permission denied", 'denied'],
    [82, "stat: cannot statx '/a/b': Not a directory", 'not_directory'],
    [1, "sh: can't create ./x: Read-only file system", 'read_only'],
    [1, 'cat: write error: No space left on device', 'no_space'],
    [1, 'mv: busy', 'failed'],
    [90, '', 'cut'],
  ])('%s %s: %s', (code, stderr, want) => expect(fileFailure(code, stderr)).toBe(want));
});

/** One entry of a tar archive. */
export type TarEntry =
  | { kind: 'folder'; path: string; mode?: number }
  | { kind: 'file'; path: string; data: Buffer; mode?: number }
  | { kind: 'link'; path: string; target: string };

const block = 512;
const typeFlags = { file: '0', link: '2', folder: '5' } as const;

function header(entry: TarEntry): Buffer {
  const bytes = Buffer.alloc(block);
  const path = entry.kind === 'folder' ? `${entry.path}/` : entry.path;
  const size = entry.kind === 'file' ? entry.data.length : 0;
  const mode = entry.kind === 'link' ? 0o777 : (entry.mode ?? (entry.kind === 'folder' ? 0o755 : 0o644));
  if (Buffer.byteLength(path) > 100) throw new Error(`a path is too long for this archive: ${path}`);
  const octal = (value: number, at: number, length: number): void => {
    bytes.write(`${value.toString(8).padStart(length - 1, '0')}\0`, at);
  };
  bytes.write(path, 0);
  octal(mode, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(size, 124, 12);
  // No times: the same content must give the same digest.
  octal(0, 136, 12);
  bytes.write(' '.repeat(8), 148);
  bytes.write(typeFlags[entry.kind], 156);
  if (entry.kind === 'link') bytes.write(entry.target, 157);
  bytes.write('ustar\x0000', 257);
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  bytes.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return bytes;
}

/** A tar archive of the entries, owned by root and without times. */
export function tar(entries: TarEntry[]): Buffer {
  const parts = entries.flatMap((entry) => {
    if (entry.kind !== 'file') return [header(entry)];
    const padding = Buffer.alloc((block - (entry.data.length % block)) % block);
    return [header(entry), entry.data, padding];
  });
  return Buffer.concat([...parts, Buffer.alloc(2 * block)]);
}

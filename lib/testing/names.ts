import { randomBytes } from 'node:crypto';

/** A name that no other test uses: `it-<what>-<random>`, an RFC 1123 label. */
export function uniqueName(what = 'x'): string {
  return `it-${what}-${randomBytes(4).toString('hex')}`;
}

import { describe, expect, it } from 'vitest';
import { FRAME_BYTES } from '@/lib/domain/shell';
import { TypedInput } from './typed-input';

const bytes = (text: string) => new TextEncoder().encode(text);
function rest(input: TypedInput): string {
  let text = '';
  for (let part = input.next(); part; part = input.next()) text += new TextDecoder().decode(part);
  return text;
}

describe('TypedInput', () => {
  it('keeps what was typed before there was a connection', () => {
    const input = new TypedInput();
    input.push(bytes('ls'));
    input.push(bytes('\r'));
    // A session that has had input before, e.g. after a reload of the page.
    input.resume(1000);
    expect(rest(input)).toBe('ls\r');
    expect(rest(input)).toBe('');
  });

  it('sends again exactly what did not arrive', () => {
    const input = new TypedInput();
    input.resume(0);
    input.push(bytes('abc'));
    input.push(bytes('def'));
    expect(rest(input)).toBe('abcdef');
    input.acknowledge(2);
    input.push(bytes('ghi'));
    input.resume(4);
    expect(rest(input)).toBe('efghi');
    input.resume(9);
    expect(rest(input)).toBe('');
    input.push(bytes('j'));
    input.resume(9);
    expect(rest(input)).toBe('j');
  });

  it('sends a paste of a megabyte whole across any number of cuts', () => {
    const paste = Uint8Array.from({ length: 1_048_576 }, (_, at) => (at * 31) % 251);
    const input = new TypedInput();
    input.resume(0);
    input.push(paste);
    let arrived: Uint8Array[] = [];
    let count = 0;
    for (let round = 1; count < paste.length; round += 1) {
      // Of each round's parts some are lost with the connection, one of them in its middle.
      for (let sent = 0; sent < round + 3; sent += 1) {
        const part = input.next();
        if (!part) break;
        const got = sent === round + 2 ? part.subarray(0, part.length / 3) : part;
        arrived = [...arrived, got];
        count += got.length;
        if (sent % 2 === 0) input.acknowledge(0);
      }
      input.resume(count);
    }
    expect(Buffer.concat(arrived).equals(Buffer.from(paste))).toBe(true);
  });

  it('cuts into frames', () => {
    const input = new TypedInput();
    input.push(new Uint8Array(FRAME_BYTES + 1));
    expect([input.next()?.length, input.next()?.length, input.next()]).toEqual([FRAME_BYTES, 1, null]);
  });
});

import type { ServerResponse } from 'node:http';
import type { Writable } from 'node:stream';

/** Where bytes may be put at once, beside those that are asked for. */
export interface Sink {
  /** False when nothing more should be put there until there is room. */
  write: (bytes: Uint8Array) => boolean;
  /** Calls once, when there is room again or nobody reads any more. */
  room: (then: () => void) => void;
}

/**
 * An answer into which bytes are put that very many answers get: they are framed once for all, and are one piece to
 * the socket, where `response.write` makes four of it. There is room as long as the kernel takes it at once: `write`
 * says of anything larger than the high-water mark that there is none, even when nothing waits, and then each round
 * costs every reader a promise and two listeners.
 */
export function sharedSink(response: ServerResponse): Sink {
  return {
    write: (bytes) => {
      const { socket } = response;
      if (response.destroyed) return false;
      // An empty chunk would end the answer.
      if (bytes.length === 0) return true;
      // Without a socket (pipelined behind another answer) or chunks (HTTP/1.0) it is Node's own affair.
      if (!socket || !response.chunkedEncoding) return response.write(bytes);
      socket.write(chunkOf(bytes));
      return socket.writableLength < socket.writableHighWaterMark;
    },
    room: (then) => void room(response.socket ?? response).then(then),
  };
}

/** Waits until there is room, or nobody reads any more. */
export function room(stream: Writable): Promise<void> {
  if (stream.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    const go = () => {
      stream.off('drain', go);
      stream.off('close', go);
      resolve();
    };
    stream.on('drain', go);
    stream.on('close', go);
  });
}

const chunks = new WeakMap<Uint8Array, Buffer>();
const END = Buffer.from('\r\n');

/** Bytes as one chunk of a chunked answer (RFC 9112, 7.1), made once however many answers carry them. */
function chunkOf(bytes: Uint8Array): Buffer {
  const known = chunks.get(bytes);
  if (known) return known;
  const chunk = Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, END]);
  chunks.set(bytes, chunk);
  return chunk;
}

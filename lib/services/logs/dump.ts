import type { Readable } from 'node:stream';

const KUBELETS_OWN = Buffer.from('unable to retrieve');

/**
 * A container's bytes just as the cluster sends them, without times that would have to be taken off again: for a plain
 * download nothing is looked at. Null when the first of them may be the kubelet's own words, which only times can tell
 * from the container's. What breaks in the middle breaks off, as it does with kubectl.
 */
export async function dump(open: () => Promise<Readable>): Promise<AsyncGenerator<Uint8Array> | null> {
  const stream = await open();
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const first = await chunks.next();
  if (!first.done && first.value.subarray(0, KUBELETS_OWN.length).equals(KUBELETS_OWN)) {
    stream.destroy();
    return null;
  }
  return passOn(stream, chunks, first);
}

async function* passOn(
  stream: Readable,
  chunks: AsyncIterator<Buffer>,
  first: IteratorResult<Buffer>,
): AsyncGenerator<Uint8Array> {
  try {
    for (let next = first; !next.done; next = await chunks.next()) yield next.value;
  } finally {
    stream.destroy();
  }
}

import type { LogItem } from '@/lib/domain/log';
import type { Encoder } from './encode';

/** Where bytes may be put at once, beside those that are asked for. */
export interface ByteSink {
  /** False when nothing more should be put there until there is room. */
  write: (bytes: Uint8Array) => boolean;
  /** Calls once, when there is room again or nobody reads any more. */
  room: (then: () => void) => void;
}

/** Where a hub hands lines over as they come: no promise for each of a thousand readers. */
export interface ItemSink {
  take: (item: LogItem) => boolean;
  room: ByteSink['room'];
}

/** A sink for items in front of one for bytes. */
export function encoding(sink: ByteSink, encoder: Encoder): ItemSink {
  return {
    take: (item) => {
      let more = true;
      for (const piece of encoder.pieces(item)) more = sink.write(piece) && more;
      return more;
    },
    room: sink.room,
  };
}

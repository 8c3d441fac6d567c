/** The channels of Kubernetes' `v5.channel.k8s.io`: the first byte of every frame. */
export const CHANNEL = {
  stdin: 0,
  stdout: 1,
  stderr: 2,
  status: 3,
  resize: 4,
  /**
   * Ours, never sent to the cluster: four bytes, how many bytes arrived. From the browser (`ack=1`): output that was
   * drawn. To it (`session=`): input that was handed on.
   */
  ack: 6,
  /** Ours, only where the address says `session=`: notes as JSON, from the console to the browser. */
  note: 7,
  close: 255,
} as const;

export const EXEC_PROTOCOL = 'v5.channel.k8s.io';

/** The most that one frame of ours carries: what kubectl sends, too. */
export const FRAME_BYTES = 32 * 1024;

/** Frames for input of any length, in order. */
export function* stdinFrames(data: Uint8Array): Generator<Uint8Array<ArrayBuffer>> {
  for (let from = 0; from < data.length; from += FRAME_BYTES) {
    yield frame(CHANNEL.stdin, data.subarray(from, from + FRAME_BYTES));
  }
}

/** One frame: channel and payload. */
export function frame(channel: number, payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(payload.length + 1);
  bytes[0] = channel;
  bytes.set(payload, 1);
  return bytes;
}

/** The frame that tells the size of the terminal. */
export function resizeFrame(columns: number, rows: number): Uint8Array<ArrayBuffer> {
  return frame(CHANNEL.resize, new TextEncoder().encode(JSON.stringify({ Width: columns, Height: rows })));
}

/** The frame that says how many bytes arrived. */
export function ackFrame(count: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(5);
  bytes[0] = CHANNEL.ack;
  new DataView(bytes.buffer).setUint32(1, count);
  return bytes;
}

/** The count in an ack frame; 0 when it is malformed. */
export function ackedBytes(bytes: Uint8Array): number {
  return bytes.length === 5 ? new DataView(bytes.buffer, bytes.byteOffset, 5).getUint32(1) : 0;
}

import { once } from 'node:events';
import { WebSocket } from 'ws';

/** A process that was started with `--inspect`, as its debugger sees it. */
export interface Inspector {
  /** Has all garbage collected and answers the bytes of the heap that are still in use. */
  heapInUse: () => Promise<number>;
  close: () => void;
}

interface Answer {
  id: number;
  result?: Record<string, unknown>;
  error?: { message: string };
}

/** Connects to the inspector on a port of the loopback. What is not asked for costs the process nothing. */
export async function inspect(port: number): Promise<Inspector> {
  const listed = await fetch(`http://127.0.0.1:${port}/json/list`);
  const [target] = (await listed.json()) as { webSocketDebuggerUrl: string }[];
  if (!target) throw new Error(`nothing is to be inspected on port ${port}`);
  const socket = new WebSocket(target.webSocketDebuggerUrl);
  await once(socket, 'open');
  const waiting = new Map<number, (answer: Answer) => void>();
  let last = 0;
  socket.on('message', (data: Buffer) => {
    const answer = JSON.parse(data.toString('utf8')) as Answer;
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  socket.on('close', () => {
    for (const [id, end] of waiting) end({ id, error: { message: 'the process has ended' } });
    waiting.clear();
  });
  const ask = async (method: string): Promise<Record<string, unknown>> => {
    if (socket.readyState !== WebSocket.OPEN) throw new Error(`${method}: the process has ended`);
    last += 1;
    const id = last;
    const answered = new Promise<Answer>((resolve) => waiting.set(id, resolve));
    socket.send(JSON.stringify({ id, method }));
    const { result, error } = await answered;
    if (error) throw new Error(`${method}: ${error.message}`);
    return result ?? {};
  };
  return {
    heapInUse: async () => {
      // What a first collection finds dead may have held something by a finaliser.
      await ask('HeapProfiler.collectGarbage');
      await ask('HeapProfiler.collectGarbage');
      return Number((await ask('Runtime.getHeapUsage'))['usedSize']);
    },
    close: () => socket.terminate(),
  };
}

import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { LiveAnswer } from '@/lib/contract/live';

/** A live list of a project's apps, as a page has it. */
export interface LiveApps {
  /** Whether the list says that it may be old; undefined before it came. */
  stale: () => boolean | undefined;
  close: () => void;
}

/** Subscribes to a project's apps. The one place that knows the protocol of /ws/live for tests of others' making. */
export async function openLiveApps(where: {
  port: number;
  project: string;
  token: string;
}): Promise<LiveApps> {
  const socket = new WebSocket(`ws://127.0.0.1:${where.port}/ws/live`, {
    headers: { authorization: `Bearer ${where.token}` },
  });
  let stale: boolean | undefined;
  socket.on('message', (data: Buffer) => {
    const answer = JSON.parse(data.toString('utf8')) as LiveAnswer;
    const info = 'frame' in answer ? answer.frame.info : 'delta' in answer ? answer.delta.info : undefined;
    if (typeof info?.['stale'] === 'boolean') stale = info['stale'];
  });
  await once(socket, 'open');
  socket.send(JSON.stringify({ subscribe: 'apps', topic: 'apps', project: where.project }));
  return { stale: () => stale, close: () => socket.terminate() };
}

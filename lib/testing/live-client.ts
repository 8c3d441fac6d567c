import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { LiveAnswer, LiveTopic } from '@/lib/contract/live';

/**
 * Opens what a tab has, and follows topics over it, each under a name of the caller's. The one place that knows the
 * protocol of /ws/live for tests of others' making.
 */
export async function openLive(
  where: { port: number; token: string },
  topics: Record<string, LiveTopic>,
  hear: (answer: LiveAnswer) => void,
): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${where.port}/ws/live`, {
    headers: { authorization: `Bearer ${where.token}` },
  });
  socket.on('message', (data: Buffer) => hear(JSON.parse(data.toString('utf8')) as LiveAnswer));
  await once(socket, 'open');
  for (const [subscribe, topic] of Object.entries(topics))
    socket.send(JSON.stringify({ subscribe, ...topic }));
  return socket;
}

/** A live list of a project's apps, as a page has it. */
export interface LiveApps {
  /** Whether the list says that it may be old; undefined before it came. */
  stale: () => boolean | undefined;
  close: () => void;
}

/** Subscribes to a project's apps. */
export async function openLiveApps(where: {
  port: number;
  project: string;
  token: string;
}): Promise<LiveApps> {
  let stale: boolean | undefined;
  const socket = await openLive(where, { apps: { topic: 'apps', project: where.project } }, (answer) => {
    const info = 'frame' in answer ? answer.frame.info : 'delta' in answer ? answer.delta.info : undefined;
    if (typeof info?.['stale'] === 'boolean') stale = info['stale'];
  });
  return { stale: () => stale, close: () => socket.terminate() };
}

import type http from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { EXEC_PROTOCOL } from '@/lib/domain/shell';
import { Problem } from '@/lib/domain/problem';
import { takeRate } from '@/lib/http';
import { registerMetric } from '@/lib/observability/metrics';
import { singleton } from '@/lib/runtime/singleton';
import { requireSignIn, type Caller } from '@/lib/services/kernel';
import { serveExec } from './exec';
import { serveLive } from './live';
import { refuse } from './refuse';
import type { Upgrade } from './upgrade';
import { callerOfUpgrade } from './upgrade-caller';

type Fallback = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

interface Door {
  path: RegExp;
  protocol: string | null;
  /** Sockets of this kind that one person may have open. */
  limit: number;
  serve: (upgrade: Upgrade) => Promise<void>;
}

const DOORS: Door[] = [
  {
    path: /^\/ws\/projects\/(?<project>[^/]+)\/pods\/(?<pod>[^/]+)\/exec$/,
    protocol: EXEC_PROTOCOL,
    limit: 20,
    serve: serveExec,
  },
  { path: /^\/ws\/live$/, protocol: null, limit: 50, serve: serveLive },
];

// A paste may come as one message; it goes on in pieces.
const MOST_MESSAGE = 4 * 1024 * 1024;

/**
 * The only owner of upgrades. What is not under /ws/ goes to `fallback` (development's hot reload) or is refused.
 * Everything is judged before the upgrade is granted; refusals are HTTP answers with problem+json.
 */
export function attachGateway(server: http.Server, fallback?: Fallback): void {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MOST_MESSAGE,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(EXEC_PROTOCOL) ? EXEC_PROTOCOL : false),
  });
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    const url = parseUrl(request.url);
    if (!url) socket.destroy();
    else if (!url.pathname.startsWith('/ws/') && fallback) fallback(request, socket, head);
    else void judge(sockets, request, socket, head, url);
  });
}

async function judge(
  sockets: WebSocketServer,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  url: URL,
): Promise<void> {
  const gone = new AbortController();
  socket.once('close', () => gone.abort());
  let caller: Caller | null = null;
  let leave: (() => void) | null = null;
  let accepted = false;
  try {
    const { door, params } = doorOf(url);
    caller = await callerOfUpgrade(request, gone.signal);
    await takeRate('write', caller);
    if (door.protocol !== null && !offers(request, door.protocol)) {
      throw new Problem('request.malformed', { detail: `the subprotocol must be ${door.protocol}` });
    }
    leave = enter(requireSignIn(caller).userId, door);
    socket.once('close', leave);
    const accept = () =>
      new Promise<WebSocket>((resolve, reject) => {
        if (socket.destroyed) return reject(new Error('the client left'));
        accepted = true;
        // A handshake that ws itself refuses calls back to nobody.
        socket.once('close', () => reject(new Error('the client left')));
        sockets.handleUpgrade(request, socket, head, resolve);
      });
    await door.serve({ url, params, caller, accept });
  } catch (error) {
    if (accepted) socket.destroy();
    else await refuse(socket, error, caller);
    leave?.();
  }
}

/** The target of an upgrade; null for what is no path, e.g. `//`. */
function parseUrl(target: string | undefined): URL | null {
  const base = 'http://berth.invalid';
  return URL.canParse(target ?? '/', base) ? new URL(target ?? '/', base) : null;
}

function doorOf(url: URL): { door: Door; params: Record<string, string> } {
  for (const door of DOORS) {
    const match = door.path.exec(url.pathname);
    if (match) return { door, params: { ...match.groups } };
  }
  throw new Problem('resource.not_found', { what: url.pathname.slice(0, 100) });
}

function offers(request: IncomingMessage, protocol: string): boolean {
  const offered = request.headers['sec-websocket-protocol'] ?? '';
  return offered.split(',').some((item) => item.trim() === protocol);
}

/** How many sockets each person has open, by kind. */
function socketCounts(): Map<string, number> {
  return singleton('gateway-sockets', () => {
    const counts = new Map<string, number>();
    registerMetric({
      name: 'berth_sockets',
      type: 'gauge',
      help: 'WebSockets that are open: shells and live views.',
      samples: () => [[{}, [...counts.values()].reduce((sum, count) => sum + count, 0)]],
    });
    return counts;
  });
}

/** Counts a socket of a person; the answer takes it off again, once. */
function enter(userId: string, door: Door): () => void {
  const counts = socketCounts();
  const key = `${door.path.source}:${userId}`;
  const count = counts.get(key) ?? 0;
  if (count >= door.limit) throw new Problem('socket.limit', { limit: door.limit });
  counts.set(key, count + 1);
  let left = false;
  return () => {
    if (left) return;
    left = true;
    const now = (counts.get(key) ?? 1) - 1;
    if (now > 0) counts.set(key, now);
    else counts.delete(key);
  };
}

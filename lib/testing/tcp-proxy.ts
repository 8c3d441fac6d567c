import net from 'node:net';
import type { AddressInfo } from 'node:net';

/** What stands between a client and a server, and can fail like a network. */
export interface TcpProxy {
  port: number;
  /** Breaks every connection and takes no new ones, like a server that is gone. */
  cut: () => void;
  /** Keeps connections open but carries nothing, like a route that forgot them; new ones are carried. */
  freeze: () => void;
  /** Loses every packet: connections stay open and carry nothing, new ones wait for `mend`. */
  swallow: () => void;
  /** Breaks every connection; those that come from now on wait for `mend`. */
  hold: () => void;
  /** How many connections wait. */
  held: () => number;
  /** How many connections are carried. */
  carried: () => number;
  /** How many connections there ever were. */
  accepted: () => number;
  /** Carries again; connections that froze stay frozen. */
  mend: () => void;
  close: () => Promise<void>;
}

/**
 * A proxy on a free port of the loopback to a real server. With `idleMs` it drops connections on which nothing came or
 * went for so long, as load balancers and address translators do.
 */
export async function tcpProxy(
  target: { host: string; port: number },
  options: { idleMs?: number } = {},
): Promise<TcpProxy> {
  let open = true;
  let held = false;
  let accepted = 0;
  const pairs = new Set<[net.Socket, net.Socket]>();
  const waiting = new Set<net.Socket>();
  const server = net.createServer((client) => {
    accepted += 1;
    if (!open) {
      client.resetAndDestroy();
      return;
    }
    if (held) {
      waiting.add(client);
      client.on('error', () => undefined).on('close', () => waiting.delete(client));
      return;
    }
    join(client);
  });
  const join = (client: net.Socket) => {
    const upstream = net.connect(target);
    const pair: [net.Socket, net.Socket] = [client, upstream];
    pairs.add(pair);
    const end = () => {
      pairs.delete(pair);
      client.destroy();
      upstream.destroy();
    };
    for (const socket of pair) socket.on('error', end).on('close', end);
    if (options.idleMs !== undefined) client.setTimeout(options.idleMs, end);
    client.pipe(upstream).pipe(client);
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const breakAll = () => {
    for (const [client] of pairs) client.resetAndDestroy();
    for (const client of waiting) client.resetAndDestroy();
  };
  const cut = () => {
    open = false;
    breakAll();
  };
  const freeze = () => {
    for (const pair of pairs) {
      for (const socket of pair) socket.unpipe().pause();
    }
  };
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    freeze,
    swallow: () => {
      held = true;
      freeze();
    },
    hold: () => {
      held = true;
      breakAll();
    },
    held: () => waiting.size,
    carried: () => pairs.size,
    accepted: () => accepted,
    mend: () => {
      open = true;
      held = false;
      for (const client of waiting) join(client);
      waiting.clear();
    },
    close: () =>
      new Promise((resolve) => {
        cut();
        server.close(() => resolve());
      }),
  };
}

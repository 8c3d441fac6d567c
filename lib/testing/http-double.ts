import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';

export interface Seen {
  method: string;
  url: string;
  headers: http.IncomingHttpHeaders;
}

export interface HttpDouble {
  /** e.g. `http://127.0.0.1:40123` */
  origin: string;
  port: number;
  /** Every request so far. */
  seen: Seen[];
  close: () => Promise<void>;
}

/** A server on a free port of the loopback that answers as the handler says and keeps what it was asked. */
export async function serveDouble(
  handler: http.RequestListener,
  tls?: { cert: string; key: string },
): Promise<HttpDouble> {
  const seen: Seen[] = [];
  const listener: http.RequestListener = (request, response) => {
    seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers });
    handler(request, response);
  };
  const server = tls ? https.createServer(tls, listener) : http.createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    port,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

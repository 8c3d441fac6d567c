import { WebSocket } from 'ws';
import { EXEC_PROTOCOL } from '@/lib/domain/shell';
import { problemOfConnection, problemOfStatus, readKubeStatus } from './errors';
import { countConnection } from './connections';
import { segment } from './resources';
import type { Identity, Transport } from './transport';

interface ExecOptions {
  container: string;
  command: string[];
  tty: boolean;
  stdin: boolean;
}

/** Opens an exec WebSocket; a refused upgrade becomes the Problem that its Status names. */
export function openExec(
  transport: Transport,
  identity: Identity | null,
  namespace: string,
  pod: string,
  options: ExecOptions,
): Promise<WebSocket> {
  const { connection } = transport;
  const url = new URL(
    `${connection.server}/api/v1/namespaces/${segment(namespace)}/pods/${segment(pod)}/exec`,
  );
  url.protocol = url.protocol === 'http:' ? 'ws:' : 'wss:';
  url.searchParams.set('container', options.container);
  for (const part of options.command) url.searchParams.append('command', part);
  url.searchParams.set('tty', String(options.tty));
  url.searchParams.set('stdin', String(options.stdin));
  url.searchParams.set('stdout', 'true');
  url.searchParams.set('stderr', String(!options.tty));
  const socket = new WebSocket(url, EXEC_PROTOCOL, {
    // A repeated header has to stay repeated: Kubernetes reads "a,b" as one group.
    headers: transport.headers(identity) as Record<string, string>,
    perMessageDeflate: false,
    handshakeTimeout: 10_000,
    rejectUnauthorized: !connection.skipVerify,
    ...(connection.ca ? { ca: connection.ca } : {}),
    ...(connection.cert && connection.key ? { cert: connection.cert, key: connection.key } : {}),
    ...(connection.serverName ? { servername: connection.serverName } : {}),
  });
  countConnection('shell');
  return new Promise((resolve, reject) => {
    socket.once('open', () => {
      // Output may come with the handshake's answer: nothing is read until the owner listens and resumes.
      socket.pause();
      socket.removeAllListeners('error');
      socket.on('error', () => undefined);
      resolve(socket);
    });
    socket.once('unexpected-response', (request, response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', () => request.destroy());
      response.on('close', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        reject(problemOfStatus(response.statusCode ?? 500, readKubeStatus(text)));
        request.destroy();
      });
    });
    socket.once('error', (error) => reject(problemOfConnection(transport.cluster, error)));
  });
}

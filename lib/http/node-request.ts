import type { IncomingMessage } from 'node:http';
import { ADDRESS_HEADER } from './caller';

/** The headers of a request that did not pass Next, with the address of its socket. */
export function headersOf(request: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  headers.set(ADDRESS_HEADER, request.socket.remoteAddress ?? 'unknown');
  return headers;
}

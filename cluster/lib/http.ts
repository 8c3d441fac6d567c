import http from 'node:http';
import https from 'node:https';

/** A request of the rig to one of its own parts. */
export interface Call {
  url: string;
  method?: string;
  body?: string;
  headers?: Record<string, string>;
  ca?: string;
  cert?: string;
  key?: string;
  timeoutMs?: number;
}

/** Makes one request on a connection of its own: a probe must not be answered by a server that is gone. */
export function call(request: Call): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const client = request.url.startsWith('https:') ? https : http;
    const sent = client.request(
      request.url,
      {
        method: request.method ?? 'GET',
        headers: request.headers,
        ca: request.ca,
        cert: request.cert,
        key: request.key,
        agent: false,
        timeout: request.timeoutMs ?? 5_000,
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }),
        );
      },
    );
    sent.on('timeout', () => sent.destroy(new Error(`no answer from ${request.url}`)));
    sent.on('error', reject);
    sent.end(request.body);
  });
}

/** A probe that is content when a request gets the wanted status. */
export function answers(request: Call, wanted = 200): () => Promise<string | undefined> {
  return async () => {
    const { status, body } = await call(request);
    return status === wanted ? undefined : `${request.url} answers ${status}: ${body.slice(0, 300)}`;
  };
}

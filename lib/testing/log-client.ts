import http from 'node:http';

/** A log as a program reads it, over HTTP. */
export interface ReadLog {
  lines: () => string[];
  /** What is no line: `unreachable`, `gap` … */
  marks: () => string[];
  stop: () => void;
}

interface Where {
  port: number;
  project: string;
  pod: string;
  token: string;
}

/** Follows a pod's log as NDJSON from its beginning. */
export async function followLog({ port, project, pod, token }: Where): Promise<ReadLog> {
  const lines: string[] = [];
  const marks: string[] = [];
  const response = await getLog({ port, project, pod, token }, '?follow=1', 'application/x-ndjson');
  let rest = '';
  response.setEncoding('utf8').on('data', (text: string) => {
    const all = (rest + text).split('\n');
    rest = all.pop() ?? '';
    for (const each of all) {
      const record = JSON.parse(each) as { line?: string; mark?: string };
      if (record.line !== undefined) lines.push(record.line);
      if (record.mark !== undefined) marks.push(record.mark);
    }
  });
  response.on('error', () => marks.push('broken off'));
  return { lines: () => lines, marks: () => marks, stop: () => response.destroy() };
}

/** Asks for a pod's log; nothing of the answer's body is read yet. */
export function getLog(
  { port, project, pod, token }: Where,
  query: string,
  accept = 'text/plain',
): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    http
      .get({
        host: '127.0.0.1',
        port,
        path: `/api/v1/projects/${project}/pods/${pod}/logs${query}`,
        headers: { authorization: `Bearer ${token}`, accept },
        agent: false,
      })
      .once('error', reject)
      .once('response', (response) => {
        if (response.statusCode === 200) resolve(response);
        else reject(new Error(`${response.statusCode}`));
      });
  });
}

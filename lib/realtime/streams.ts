import type { IncomingMessage, ServerResponse } from 'node:http';
import { readAppLogs, readPodLogs } from '@/lib/contract/logs';
import type { Operation, Parsed } from '@/lib/contract/operation';
import { answerStream, type Source } from '@/lib/http';
import { log } from '@/lib/observability/log';
import type { Caller } from '@/lib/services/kernel';
import { logFormatOf, openAppLogs, openPodLogs } from '@/lib/services/logs';

interface Door {
  path: RegExp;
  answer: (
    params: Record<string, string>,
    http: { request: IncomingMessage; response: ServerResponse },
  ) => Promise<void>;
}

const DOORS: Door[] = [
  door(readPodLogs, (caller, input, accept) => openPodLogs(caller, input, logFormatOf(accept))),
  door(readAppLogs, (caller, input, accept) => openAppLogs(caller, input, logFormatOf(accept))),
];

/** Answers a request for a stream; false when it is for something else. */
export function serveStream(request: IncomingMessage, response: ServerResponse): boolean {
  const [pathname = ''] = (request.url ?? '').split('?', 1);
  for (const { path, answer } of DOORS) {
    const params = paramsOf(path.exec(pathname));
    if (!params) continue;
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end();
    } else {
      answer(params, { request, response }).catch((error: unknown) => {
        log.error('a stream could not be answered', { error });
        response.destroy();
      });
    }
    return true;
  }
  return false;
}

function door<O extends Operation>(
  operation: O,
  open: (caller: Caller, input: Parsed<O>, accept: string | null) => Promise<Source>,
): Door {
  const path = operation.path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  return {
    path: new RegExp(`^/api/v1${path}$`),
    answer: (params, http) => answerStream(operation, open, params, http),
  };
}

/** The names in a path; null when it does not match, or names what can't be decoded. */
function paramsOf(match: RegExpExecArray | null): Record<string, string> | null {
  if (!match) return null;
  try {
    return Object.fromEntries(
      Object.entries(match.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]),
    );
  } catch {
    return null;
  }
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import { PROBLEMS, Problem, problemText, type Language } from '@/lib/domain/problem';
import { uuidv7 } from '@/lib/runtime/uuid';
import { languageOf } from './caller';
import { headersOf } from './node-request';
import { answerProblem } from './problem-response';
import { SECURITY_HEADERS } from './security-headers';

const DETAIL = { en: 'its path is not valid UTF-8', zh: '路径不是有效的 UTF-8' };

/**
 * Answers 400 to a path that can't be decoded (`/%c0%ae`), as no browser or program of good will writes one: Next takes
 * it for a fault of its own. False when the path is fine.
 */
export function refuseUndecodable(request: IncomingMessage, response: ServerResponse): boolean {
  const [path = '/'] = (request.url ?? '/').split('?', 1);
  if (isDecodable(path)) return false;
  const language = languageOf(headersOf(request));
  const detail = DETAIL[language];
  if (path === '/api' || path.startsWith('/api/')) void answerApi(response, detail, language);
  else answerPage(response, detail, language);
  return true;
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

async function answerApi(response: ServerResponse, detail: string, language: Language): Promise<void> {
  const answer = answerProblem(new Problem('request.malformed', { detail }), {
    requestId: uuidv7(),
    language,
  });
  const body = await answer.text();
  response.writeHead(answer.status, { ...SECURITY_HEADERS, ...Object.fromEntries(answer.headers) }).end(body);
}

/** A page without anything of Next's, which can't render what it can't route; nothing of the request is in it. */
function answerPage(response: ServerResponse, detail: string, language: Language): void {
  const { status } = PROBLEMS['request.malformed'];
  const text = problemText('request.malformed', language, { detail });
  const home = { en: 'Home', zh: '首页' }[language];
  response
    .writeHead(status, {
      ...SECURITY_HEADERS,
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
    })
    .end(
      `<!doctype html><html lang="${language}"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>Berth</title>` +
        `<body style="font-family: system-ui; margin: 3rem"><h1>${status}</h1><p>${text}</p><p><a href="/">${home}</a></p>`,
    );
}

import type { IncomingMessage } from 'node:http';
import { principalOfRequest } from '@/lib/auth';
import { addressOf, headersOf, isOwnOrigin, languageOf } from '@/lib/http';
import { Problem } from '@/lib/domain/problem';
import { uuidv7 } from '@/lib/runtime/uuid';
import type { Caller } from '@/lib/services/kernel';

/**
 * Who asks for an upgrade. A browser sends its cookie along with a foreign page's WebSocket, so Origin is judged
 * first: it must be ours, and only a program with a token may leave it out.
 */
export async function callerOfUpgrade(request: IncomingMessage, signal: AbortSignal): Promise<Caller> {
  const headers = headersOf(request);
  const byCookie = headers.has('cookie') && !headers.has('authorization');
  if (headers.has('origin') ? !isOwnOrigin(headers) : byCookie) throw new Problem('request.origin');
  return {
    principal: await principalOfRequest(headers),
    requestId: uuidv7(),
    address: addressOf(headers),
    userAgent: headers.get('user-agent') ?? '',
    signal,
    language: languageOf(headers),
  };
}

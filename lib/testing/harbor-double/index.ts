import { serveDouble, type HttpDouble } from '../http-double';
import { apiReply } from './api';
import type { HarborData } from './data';
import { identify, sendReply, refusal } from './reply';
import { V2Double } from './v2';

export {
  imageConfig,
  type DoubleAccount,
  type DoubleProject,
  type DoubleRepository,
  type HarborData,
} from './data';

/**
 * A Harbor at the HTTP level: it answers what Berth asks as Harbor 2.16 does. A test holds its answers against
 * Harbor's API description and against exchanges recorded from a running one.
 */
export async function startHarborDouble(
  data: Omit<HarborData, 'externalUrl'> & { externalUrl?: string },
  tls?: { cert: string; key: string },
): Promise<HttpDouble> {
  // As installed: a name that nobody can resolve, unless a test says otherwise.
  const whole: HarborData = { externalUrl: 'http://harbor', ...data };
  const v2 = new V2Double(whole);
  return serveDouble((request, response) => {
    const url = new URL(request.url ?? '/', 'http://double');
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return sendReply(request, response, refusal(405, 'METHOD_NOT_ALLOWED', 'method not allowed'));
    }
    if (url.pathname.startsWith('/api/v2.0/')) {
      return sendReply(request, response, apiReply(whole, identify(request, whole), url));
    }
    if (url.pathname === '/service/token') return sendReply(request, response, v2.token(request, url));
    if (url.pathname.startsWith('/v2/')) return sendReply(request, response, v2.reply(request, url));
    return sendReply(request, response, {
      status: 200,
      headers: { 'content-type': 'text/html' },
      body: '<html></html>',
    });
  }, tls);
}

import { answerProblem, callerOf } from '@/lib/http';
import { readMetrics } from '@/lib/services/platform';

/** Prometheus' text; scrapers send an administrator's token. */
export async function GET(request: Request): Promise<Response> {
  try {
    const text = readMetrics(await callerOf(request));
    return new Response(text, { headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' } });
  } catch (error) {
    return answerProblem(error, null);
  }
}

import { readiness } from '@/lib/services/platform';

/** Readiness: the console and its database; 503 when one fails. Clusters are told in the body (docs/adr/0013). */
export async function GET(): Promise<Response> {
  const answer = await readiness();
  return Response.json(answer, {
    status: answer.ready ? 200 : 503,
    headers: { 'cache-control': 'no-store' },
  });
}

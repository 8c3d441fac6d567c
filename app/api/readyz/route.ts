import { readiness } from '@/lib/services/platform';

/** Readiness: database, migrations and clusters; 503 with the checks when one fails. */
export async function GET(): Promise<Response> {
  const answer = await readiness();
  return Response.json(answer, {
    status: answer.ready ? 200 : 503,
    headers: { 'cache-control': 'no-store' },
  });
}

import { config } from '@/lib/config';
import { openApiDocument } from '@/lib/services/openapi';

export const dynamic = 'force-dynamic';

/** The API's description; open to everybody, as it holds nothing but the shape. */
export function GET(): Response {
  return Response.json(openApiDocument(config().BERTH_URL), {
    headers: { 'cache-control': 'public, max-age=300' },
  });
}

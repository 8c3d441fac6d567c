import { Problem } from '@/lib/domain/problem';

/** The body as text; `request.too_large` as soon as more has come than that. */
export async function readLimited(request: Pick<Request, 'body'>, mostKib: number): Promise<string> {
  if (!request.body) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body) {
    size += chunk.length;
    if (size > mostKib * 1024) {
      const limit = mostKib % 1024 === 0 ? `${mostKib / 1024} MiB` : `${mostKib} KiB`;
      throw new Problem('request.too_large', { limit });
    }
    chunks.push(chunk);
  }
  return new TextDecoder('utf-8').decode(Buffer.concat(chunks));
}

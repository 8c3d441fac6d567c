import { FILE_SIZE_HEADER } from '@/lib/contract/files';
import { streamResponse } from './stream';

interface FileSource {
  name: string;
  contentType: string;
  size: number | null;
  bytes: AsyncIterable<Uint8Array>;
  cut: AbortSignal;
}

/** A file to keep: never shown by a browser, whatever is in it. */
export function fileResponse({ name, size, ...source }: FileSource): Response {
  const response = streamResponse(source);
  response.headers.set('content-disposition', disposition(name));
  response.headers.set('content-security-policy', "sandbox; default-src 'none'");
  // Next takes Content-Length off whatever a route answers.
  if (size !== null) response.headers.set(FILE_SIZE_HEADER, String(size));
  return response;
}

/** A name of any characters (RFC 6266, with RFC 8187's encoding), and a plain one for who can't read that. */
function disposition(name: string): string {
  const plain = name.replace(/[^\w.-]+/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

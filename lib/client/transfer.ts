import type { Answer, Call, Operation } from '@/lib/contract/operation';
import { FILE_SIZE_HEADER } from '@/lib/contract/files';
import { ApiError, toApiError, urlOf } from './call';

interface Options {
  /** Share that is done, 0 to 1; null where the whole is not known. */
  progress: (share: number | null, bytes: number) => void;
  signal: AbortSignal;
}

/** Sends a file as it is; fetch would not say how far it is. */
export function upload<O extends Operation>(
  operation: O,
  args: Partial<Call<O>>,
  file: Blob,
  { progress, signal }: Options,
): Promise<Answer<O>> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const cancel = () => request.abort();
    signal.addEventListener('abort', cancel, { once: true });
    request.open(operation.method, urlOf(operation, args));
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.addEventListener('progress', ({ loaded, total }) =>
      progress(total > 0 ? loaded / total : null, loaded),
    );
    request.addEventListener('load', () => {
      const { status, responseText } = request;
      if (status === 200) resolve(JSON.parse(responseText) as Answer<O>);
      else void toApiError(new Response(responseText, { status })).then(reject);
    });
    request.addEventListener('error', () => reject(network()));
    request.addEventListener('abort', () => reject(new DOMException('cancelled', 'AbortError')));
    request.addEventListener('loadend', () => signal.removeEventListener('abort', cancel));
    request.send(file);
  });
}

/** Fetches a file whole, so that one that breaks off is not kept for one that ended. */
export async function download<O extends Operation>(
  operation: O,
  args: Partial<Call<O>>,
  { progress, signal }: Options,
): Promise<Blob> {
  let response: Response;
  try {
    response = await fetch(urlOf(operation, args), { credentials: 'same-origin', signal });
  } catch (error) {
    throw signal.aborted ? error : network();
  }
  if (!response.ok) throw await toApiError(response);
  const size = Number(response.headers.get(FILE_SIZE_HEADER) ?? 0);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  const reader = response.body?.getReader();
  try {
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      parts.push(part.value);
      bytes += part.value.length;
      progress(size > 0 ? Math.min(1, bytes / size) : null, bytes);
    }
  } catch (error) {
    throw signal.aborted ? error : new ApiError(0, 'file.cut', pathOf(args), [], '', 'cut');
  }
  return new Blob(parts);
}

function pathOf(args: { query?: unknown }): { path: string } {
  const path = (args.query as { path?: unknown } | undefined)?.path;
  return { path: typeof path === 'string' ? path : '' };
}

function network(): ApiError {
  return new ApiError(0, 'network', {}, [], '', 'network');
}

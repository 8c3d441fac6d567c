import { ApiError, toApiError, urlOf } from '@/lib/client/call';
import { readShellRecording } from '@/lib/contract/shells';
import { CastParser, type Cast } from '@/lib/domain/recording';

/** Reads a recording whole; says now and then how many bytes are here. */
export async function loadCast(
  params: { project: string; shell: string },
  signal: AbortSignal,
  progress: (bytes: number) => void,
): Promise<Cast> {
  let response: Response;
  try {
    response = await fetch(urlOf(readShellRecording, { params }), { credentials: 'same-origin', signal });
  } catch (error) {
    if (signal.aborted) throw error;
    throw new ApiError(0, 'network', {}, [], '', 'network');
  }
  if (!response.ok) throw await toApiError(response);
  const parser = new CastParser();
  const decoder = new TextDecoder();
  const reader = response.body?.getReader();
  let bytes = 0;
  for (;;) {
    const part = await reader?.read();
    if (!part || part.done) break;
    bytes += part.value.length;
    parser.push(decoder.decode(part.value, { stream: true }));
    progress(bytes);
  }
  return parser.end();
}

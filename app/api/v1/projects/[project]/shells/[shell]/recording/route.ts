import { readShellRecording } from '@/lib/contract/shells';
import { streamResponse, streamRoute } from '@/lib/http';
import { openShellRecording } from '@/lib/services/shells';

export const GET = streamRoute(readShellRecording, async (caller, input) => {
  const stream = await openShellRecording(caller, input);
  const response = streamResponse(stream);
  response.headers.set('content-disposition', `attachment; filename="${stream.name}"`);
  return response;
});

import { readPodLogs } from '@/lib/contract/logs';
import { streamResponse, streamRoute } from '@/lib/http';
import { logFormatOf, openPodLogs } from '@/lib/services/logs';

export const GET = streamRoute(readPodLogs, async (caller, input, request) =>
  streamResponse(await openPodLogs(caller, input, logFormatOf(request.headers.get('accept')))),
);

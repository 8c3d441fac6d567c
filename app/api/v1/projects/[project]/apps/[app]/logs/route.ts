import { readAppLogs } from '@/lib/contract/logs';
import { streamResponse, streamRoute } from '@/lib/http';
import { logFormatOf, openAppLogs } from '@/lib/services/logs';

export const GET = streamRoute(readAppLogs, async (caller, input, request) =>
  streamResponse(await openAppLogs(caller, input, logFormatOf(request.headers.get('accept')))),
);

import { downloadFile, uploadFile } from '@/lib/contract/files';
import { fileResponse, streamRoute } from '@/lib/http';
import { openDownload, receiveUpload } from '@/lib/services/files';

export const GET = streamRoute(downloadFile, async (caller, input) =>
  fileResponse(await openDownload(caller, input)),
);

export const PUT = streamRoute(uploadFile, async (caller, input, { headers, body }) =>
  Response.json(await receiveUpload(caller, input, { length: headers.get('content-length'), body })),
);

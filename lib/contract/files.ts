import { z } from 'zod';
import { filePathProblem } from '@/lib/domain/file';
import { nameSchema, podNameSchema, timeSchema } from './common';
import { operation } from './operation';
import { SHELL_ACCESS } from './shells';

const filePathSchema = z
  .string()
  .max(4096)
  .check((context) => {
    const problem = filePathProblem(context.value);
    if (problem !== null) context.issues.push({ code: 'custom', message: problem, input: context.value });
  })
  .meta({ description: 'Absolute, as the container sees it', example: '/etc/hosts' });

const base = '/projects/{project}/pods/{pod}/files';
const params = z.object({ project: nameSchema, pod: podNameSchema });
const container = nameSchema
  .optional()
  .meta({ description: 'The pod’s default container when not given; a debug container may be named.' });

/** How large a downloaded file is, where that is known beforehand. */
export const FILE_SIZE_HEADER = 'x-file-size';

const fileEntrySchema = z.object({
  name: z.string(),
  kind: z.enum(['file', 'directory', 'link', 'other']),
  leadsToDirectory: z.boolean().meta({ description: 'A link that leads to a directory.' }),
  size: z.number().int(),
  mode: z.string().meta({ example: 'drwxr-xr-x' }),
  modifiedAt: timeSchema,
});

export const listFiles = operation({
  id: 'files.list',
  method: 'GET',
  path: base,
  summary: 'List a directory of a container',
  access: SHELL_ACCESS,
  audit: 'file.list',
  params,
  query: z.object({ container, path: filePathSchema.default('/') }),
  response: z.object({
    container: z.string(),
    path: z.string(),
    items: z.array(fileEntrySchema),
    more: z.boolean().meta({ description: 'There are more than the first 5,000.' }),
    limit: z.number().int().meta({ description: 'The largest file that may be copied, in bytes.' }),
  }),
});

export const downloadFile = operation({
  id: 'files.download',
  method: 'GET',
  path: `${base}/content`,
  summary: 'Download a file, or a directory as a tar',
  access: SHELL_ACCESS,
  audit: 'file.download',
  params,
  query: z.object({ container, path: filePathSchema }),
  response: z.string(),
  stream: ['application/octet-stream', 'application/x-tar'],
});

export const uploadFile = operation({
  id: 'files.upload',
  method: 'PUT',
  path: `${base}/content`,
  summary: 'Upload a file: whole under its name, or not at all',
  access: SHELL_ACCESS,
  audit: 'file.upload',
  params,
  query: z.object({ container, path: filePathSchema }),
  upload: 'application/octet-stream',
  response: z.object({ path: z.string(), size: z.number().int() }),
});

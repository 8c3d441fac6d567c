import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { z } from 'zod';
import { OPERATIONS } from '@/lib/contract';
import type { Operation } from '@/lib/contract/operation';
import { PERMISSIONS } from '@/lib/domain/access';
import { PROBLEMS, type ProblemCode } from '@/lib/domain/problem';

const problemSchema = z
  .object({
    type: z.string().meta({ description: 'urn:berth:problem:<code>' }),
    title: z.string(),
    status: z.number().int(),
    code: z.enum(Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]]),
    params: z.record(z.string(), z.union([z.string(), z.number()])),
    errors: z.array(z.object({ path: z.string(), message: z.string() })),
    requestId: z.string(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem details. `errors` names fields of the input.' });

const PROBLEM_CONTENT = { 'application/problem+json': { schema: problemSchema } };

/** The OpenAPI 3.1 document of every operation, made from the same schemas that check the calls. */
export function openApiDocument(serverUrl: string): ReturnType<typeof createDocument> {
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Berth',
      version: '1',
      description:
        'Tenants, projects, apps, releases, logs, registries and the audit of a Berth console. ' +
        'Send `Authorization: Bearer <token>`; the pages use a session cookie instead.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: `${serverUrl}/api/v1` }],
    tags: tags(),
    security: [{ token: [] }, { session: [] }],
    paths: paths(),
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'A personal access token (POST /tokens).' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'next-auth.session-token',
          description: 'Set by the sign-in page.',
        },
      },
    },
  });
}

function tagOf(operation: Operation): string {
  return operation.id.split('.')[0] ?? operation.id;
}

function tags(): { name: string }[] {
  return [...new Set(OPERATIONS.map(tagOf))].sort().map((name) => ({ name }));
}

function paths(): ZodOpenApiPathsObject {
  const all: ZodOpenApiPathsObject = {};
  for (const operation of OPERATIONS) {
    const entry = (all[operation.path] ??= {});
    entry[operation.method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete'] =
      describe(operation);
  }
  return all;
}

function describe(operation: Operation): ZodOpenApiOperationObject {
  const idempotent = operation.method !== 'GET' && operation.idempotent === true;
  const header = idempotent
    ? z.object({
        'Idempotency-Key': z
          .string()
          .max(200)
          .optional()
          .meta({ description: 'The same call with the same key is done once and answered alike.' }),
      })
    : undefined;
  const requestParams = {
    ...(operation.params ? { path: operation.params } : {}),
    ...(operation.query ? { query: operation.query } : {}),
    ...(header ? { header } : {}),
  };
  return {
    operationId: operation.id,
    summary: operation.summary,
    tags: [tagOf(operation)],
    ...(operation.access === 'public' ? { security: [] } : {}),
    ...(Object.keys(requestParams).length > 0 ? { requestParams } : {}),
    ...(operation.body
      ? { requestBody: { content: { 'application/json': { schema: operation.body } } } }
      : {}),
    ...(operation.upload
      ? {
          requestBody: {
            content: { [operation.upload]: { schema: z.string().meta({ description: 'The bytes.' }) } },
          },
        }
      : {}),
    responses: responses(operation),
    'x-permission': operation.access,
    ...(operation.audit ? { 'x-audit': operation.audit } : {}),
    ...(operation.access in PERMISSIONS
      ? { description: `Needs the permission \`${operation.access}\`.` }
      : {}),
  };
}

function responses(operation: Operation): ZodOpenApiOperationObject['responses'] {
  const status = String(operation.status ?? 200) as '200';
  const types = operation.stream ?? ['application/json'];
  return {
    [status]:
      operation.status === 204
        ? { description: 'Done.' }
        : {
            description: 'Done.',
            content: Object.fromEntries(
              types.map((type) => [type, { schema: /json/.test(type) ? operation.response : z.string() }]),
            ),
          },
    default: { description: 'Refused or failed.', content: PROBLEM_CONTENT },
  };
}

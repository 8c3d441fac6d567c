import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { config } from '@/lib/config';
import { OPERATIONS } from '@/lib/contract';
import type { Operation } from '@/lib/contract/operation';
import { db } from '@/lib/db';
import { Problem } from '@/lib/domain/problem';
import { singleton } from '@/lib/runtime/singleton';
import { tokenFor } from '@/lib/testing/api';
import { useOwnDatabase, type OwnDatabase } from '@/lib/testing/own-database';
import { makePerson } from '@/lib/testing/people';
import { route } from './index';

let database: OwnDatabase;
let token: string;

beforeAll(async () => {
  database = await useOwnDatabase();
  token = await tokenFor(await makePerson('admin', 'admin'));
});
afterAll(() => database.drop());

interface Shape {
  type?: string;
  properties?: Record<string, Shape>;
  items?: Shape;
  additionalProperties?: Shape | boolean;
  anyOf?: Shape[];
  allOf?: Shape[];
  enum?: unknown[];
  const?: unknown;
}

/** The way to every text of an input: `env.0.name`. */
function textsOf(shape: Shape, path: string[] = []): string[][] {
  const inner = [...(shape.anyOf ?? []), ...(shape.allOf ?? [])].flatMap((part) => textsOf(part, path));
  const fields = Object.entries(shape.properties ?? {}).flatMap(([key, part]) =>
    textsOf(part, [...path, key]),
  );
  const items = shape.items ? textsOf(shape.items, [...path, '0']) : [];
  const values =
    typeof shape.additionalProperties === 'object'
      ? textsOf(shape.additionalProperties, [...path, 'any'])
      : [];
  const own = shape.type === 'string' && !shape.enum && shape.const === undefined ? [path] : [];
  return [...own, ...inner, ...fields, ...items, ...values];
}

function inputOf(path: string[], text: string): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return text;
  return key === '0' ? [inputOf(rest, text)] : { [key]: inputOf(rest, text) };
}

const shapeOf = (schema: z.ZodType) =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape;

/** Sends an input through the door of an operation behind which nothing may be reached. */
async function refusal(
  operation: Operation,
  where: 'params' | 'query' | 'body',
  path: string[],
  text: string,
) {
  const reached = () => Promise.reject(new Problem('resource.not_found', { what: 'reached' }));
  const url = new URL(`http://localhost/api/v1${operation.path}`);
  if (where === 'query') url.searchParams.set(path.join('.'), text);
  const request = new Request(url, {
    method: operation.method,
    headers: {
      authorization: `Bearer ${token}`,
      origin: new URL(config().BERTH_URL).origin,
      'content-type': 'application/json',
    },
    body: operation.method === 'GET' ? null : JSON.stringify(where === 'body' ? inputOf(path, text) : {}),
  });
  const params = where === 'params' ? { [path.join('.')]: text } : { ...VALID };
  const response = await route({ operation, authorise: reached, call: reached })(request, {
    params: Promise.resolve(params),
  });
  const { errors = [] } = (await response.json()) as { errors?: { path: string }[] };
  return { status: response.status, paths: errors.map((error) => error.path) };
}

/** For paths that are not what is tried. */
const VALID: Record<string, string> = Object.fromEntries(
  ['project', 'tenant', 'app', 'user', 'registry', 'secret', 'pod', 'cluster', 'repository'].map((name) => [
    name,
    'some',
  ]),
);
for (const name of ['token', 'session', 'shell']) VALID[name] = '00000000-0000-7000-8000-000000000001';

it.each(OPERATIONS.map((operation) => [operation.id, operation] as const))(
  '%s takes no text that no database holds',
  async (_, operation) => {
    // More calls than anybody may make at once.
    await db().rateBucket.deleteMany();
    singleton('rate-buckets', () => new Map()).clear();
    for (const where of ['params', 'query', 'body'] as const) {
      const schema = operation[where];
      if (!schema) continue;
      for (const path of textsOf(shapeOf(schema))) {
        for (const text of ['a\u0000b', 'a\ud800b']) {
          const answer = await refusal(operation, where, path, text);
          // A URL can hold no half of a pair: it arrives as a replacement character.
          if (where === 'query' && text.includes('\ud800')) expect(answer.status).not.toBe(200);
          else {
            expect(answer, `${where} ${path.join('.')}`).toMatchObject({ status: 422 });
            expect(answer.paths).toContain((where === 'params' ? 'path.' : '') + path.join('.'));
          }
        }
      }
    }
  },
);

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { OPERATIONS } from '@/lib/contract';
import { readAppLogs, readPodLogs } from '@/lib/contract/logs';
import { openApiDocument } from './document';

const ROUTES = path.resolve('app/api/v1');
/** What is answered before Next (docs/adr/0022). */
const STREAMS = readFileSync('lib/realtime/streams.ts', 'utf8');
/** Routes below /api/v1 that are no operations. */
const OWN = ['/openapi.json'];
/** Names of repositories hold slashes, so their route takes all that follows and looks at its end. */
const SPREAD: Record<string, string> = {
  '/registries/{registry}/repositories/{path}': '/registries/{registry}/repositories/{repository}/artifacts',
};

interface Described {
  operationId: string;
  parameters?: { name: string; in: string }[];
  responses: Record<string, unknown>;
  'x-permission': string;
}
const document = openApiDocument('http://localhost:3000');
const paths = document.paths as Record<string, Record<string, Described>>;

/** `/projects/[project]/logs/[...path]` as the contract writes it. */
function contractPath(folder: string): string {
  return folder.replace(/\[(?:\.\.\.)?(\w+)\]/g, '{$1}');
}

function routes(folder = ''): { path: string; methods: string[] }[] {
  return readdirSync(path.join(ROUTES, folder), { withFileTypes: true }).flatMap((entry) => {
    const below = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return routes(below);
    if (entry.name !== 'route.ts') return [];
    const source = readFileSync(path.join(ROUTES, below), 'utf8');
    const methods = [
      ...source.matchAll(/export (?:const|async function|function) (GET|POST|PUT|PATCH|DELETE)\b/g),
    ];
    return [{ path: contractPath(folder), methods: methods.map((match) => match[1] ?? '') }];
  });
}

const found = [
  ...routes().flatMap((route) =>
    route.methods.map((method) => `${method} ${SPREAD[route.path] ?? route.path}`),
  ),
  ...Object.entries({ readAppLogs, readPodLogs })
    .filter(([name]) => STREAMS.includes(`door(${name},`))
    .map(([, operation]) => `${operation.method} ${operation.path}`),
];
const declared = OPERATIONS.map((operation) => `${operation.method} ${operation.path}`);

describe('the OpenAPI document', () => {
  it('is version 3.1 and is plain JSON', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
  });

  it('describes every operation once, with its permission and its problems', () => {
    const ids = Object.values(paths).flatMap((item) => Object.values(item).map((each) => each.operationId));
    expect(ids.toSorted()).toEqual(OPERATIONS.map((operation) => operation.id).toSorted());
    for (const operation of OPERATIONS) {
      const described = paths[operation.path]?.[operation.method.toLowerCase()];
      expect(described?.['x-permission'], operation.id).toBe(operation.access);
      expect(Object.keys(described?.responses ?? {}), operation.id).toContain('default');
    }
  });

  it.each(OPERATIONS.map((operation) => [operation.id, operation] as const))(
    '%s names every parameter of its path, and no other',
    (_, operation) => {
      const inPath = [...operation.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
      const described = paths[operation.path]?.[operation.method.toLowerCase()];
      const named = (described?.parameters ?? [])
        .filter((each) => each.in === 'path')
        .map((each) => each.name);
      expect(named.toSorted()).toEqual(inPath.toSorted());
    },
  );

  it('has no reference that leads nowhere', () => {
    const text = JSON.stringify(document);
    const schemas = document.components?.schemas ?? {};
    for (const [, name] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      expect(Object.keys(schemas)).toContain(name);
    }
  });
});

describe('routes', () => {
  it('exist for every operation', () => {
    expect(declared.filter((operation) => !found.includes(operation))).toEqual([]);
  });

  it('have an operation each', () => {
    const own = (route: string) => OWN.some((each) => route.endsWith(` ${each}`));
    expect(found.filter((route) => !declared.includes(route) && !own(route))).toEqual([]);
  });

  it('are short: parse, call, answer', () => {
    const long = routes()
      .map((route) => route.path.replace(/\{(\w+)\}/g, '[$1]'))
      .map((folder) => path.join(ROUTES, folder, 'route.ts'))
      .filter((file) => existsSync(file) && readFileSync(file, 'utf8').trimEnd().split('\n').length > 15);
    expect(long).toEqual([]);
  });
});

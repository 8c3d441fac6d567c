import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

interface Schema {
  $ref?: string;
  type?: string;
  format?: string;
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  items?: Schema;
  allOf?: Schema[];
}
interface Parameter {
  $ref?: string;
  name?: string;
  in?: string;
  maximum?: number;
}
interface Described {
  parameters?: Parameter[];
  responses: Record<string, { $ref?: string; schema?: Schema; headers?: Record<string, unknown> }>;
}
interface Document {
  basePath: string;
  paths: Record<string, Record<string, Described>>;
  definitions: Record<string, Schema>;
  parameters: Record<string, Parameter>;
  responses: Record<string, { schema?: Schema }>;
}

/** Holds requests and answers against an API description (Swagger 2.0). */
export class Swagger {
  private readonly document: Document;

  constructor(file: string) {
    this.document = parse(readFileSync(file, 'utf8'), { maxAliasCount: -1 }) as Document;
  }

  /** All that is wrong with an exchange: path, query, status, headers and body; empty when nothing is. */
  faults(exchange: { url: string; status: number; headers: Headers; body: string }): string[] {
    const url = new URL(exchange.url);
    const path = url.pathname.slice(this.document.basePath.length);
    const described = this.find(path);
    if (!described) return [`${path} is not described`];
    const names = (described.parameters ?? []).map((parameter) => this.parameter(parameter));
    const queries = [...url.searchParams.keys()].filter(
      (key) => !names.some((parameter) => parameter.in === 'query' && parameter.name === key),
    );
    const response = described.responses[String(exchange.status)];
    if (!response) return [`${path} does not answer ${exchange.status}`];
    const missing = Object.keys(response.headers ?? {}).filter(
      (name) => name === 'X-Total-Count' && !exchange.headers.has(name),
    );
    const schema = response.schema ?? this.document.responses[refName(response.$ref)]?.schema;
    const body: unknown = /json/.test(exchange.headers.get('content-type') ?? '')
      ? JSON.parse(exchange.body)
      : exchange.body;
    return [
      ...queries.map((key) => `${path} does not take ?${key}`),
      ...missing.map((name) => `${path} answers without ${name}`),
      ...(schema ? this.check(schema, body, '$') : []),
    ];
  }

  private find(path: string): Described | undefined {
    for (const [pattern, methods] of Object.entries(this.document.paths)) {
      const expression = new RegExp(`^${pattern.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`);
      if (expression.test(path)) return methods['get'];
    }
    return undefined;
  }

  private parameter(parameter: Parameter): Parameter {
    return parameter.$ref ? (this.document.parameters[refName(parameter.$ref)] ?? {}) : parameter;
  }

  private check(schema: Schema, value: unknown, at: string): string[] {
    if (schema.$ref) {
      const target = this.document.definitions[refName(schema.$ref)];
      return target ? this.check(target, value, at) : [`${at}: ${schema.$ref} is not defined`];
    }
    // Harbor writes null for lists and maps that are empty, as its recorded answers show.
    const nullable = schema.type === 'array' || schema.type === 'object' || schema.type === undefined;
    if (value === null) return nullable ? [] : [`${at} is null`];
    switch (schema.type) {
      case 'array':
        if (!Array.isArray(value)) return [`${at} is no list`];
        return value.flatMap((item, index) => this.check(schema.items ?? {}, item, `${at}[${index}]`));
      case 'string':
        if (typeof value !== 'string') return [`${at} is no text`];
        return schema.format === 'date-time' && Number.isNaN(Date.parse(value)) ? [`${at} is no time`] : [];
      case 'integer':
        return Number.isInteger(value) ? [] : [`${at} is no integer`];
      case 'boolean':
        return typeof value === 'boolean' ? [] : [`${at} is no boolean`];
      default:
        return this.checkObject(schema, value, at);
    }
  }

  private checkObject(schema: Schema, value: unknown, at: string): string[] {
    if (!schema.properties && !schema.additionalProperties) return [];
    if (typeof value !== 'object' || Array.isArray(value)) return [`${at} is no object`];
    return Object.entries(value as Record<string, unknown>).flatMap(([key, item]) => {
      const own = schema.properties?.[key];
      if (own) return this.check(own, item, `${at}.${key}`);
      const extra = schema.additionalProperties;
      if (typeof extra === 'object')
        return extra.type === 'object' ? [] : this.check(extra, item, `${at}.${key}`);
      return extra === true ? [] : [`${at}.${key} is not described`];
    });
  }
}

function refName(ref: string | undefined): string {
  return ref?.split('/').at(-1) ?? '';
}

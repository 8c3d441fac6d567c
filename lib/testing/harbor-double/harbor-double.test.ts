import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HttpDouble } from '../http-double';
import { startHarborDouble } from './index';
import { RECORDED } from './recorded';
import { Swagger } from './swagger';

// Harbor's API description and the recorded exchanges lie beside the checkout where they are to be had.
const beside = (name: string) => path.resolve(import.meta.dirname, '../../../..', 'shared', name);
const swaggerFile = beside('harbor-swagger.yaml');
const exchangesFile = beside('harbor-exchanges.md');

let harbor: HttpDouble;
beforeAll(async () => {
  harbor = await startHarborDouble(structuredClone(RECORDED));
});
afterAll(() => harbor.close());

const basic = (user: string, password: string) =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
const WHO: Record<string, Record<string, string>> = {
  nobody: {},
  administrator: { authorization: basic('admin', 'Harbor12345') },
  'wrong password': { authorization: basic('admin', 'no') },
  'robot with pull and push only': { authorization: basic('robot$shop+ci', 'robotsecret') },
  'robot that may list': { authorization: basic('robot$shop+list', 'robotsecret') },
};

async function ask(who: string, target: string) {
  const response = await fetch(`${harbor.origin}${target}`, { headers: WHO[who] ?? {} });
  return { status: response.status, headers: response.headers, body: await response.text() };
}

describe.skipIf(!existsSync(swaggerFile))(
  'answers as the API description says (needs harbor-swagger.yaml)',
  () => {
    const swagger = existsSync(swaggerFile) ? new Swagger(swaggerFile) : null;
    const targets = [
      '/ping',
      '/systeminfo',
      '/users/current',
      '/projects?page=1&page_size=2&name=sh',
      '/projects?page=1&page_size=1000',
      '/repositories?page=1&page_size=1&sort=-update_time&q=name%3D~web',
      '/projects/shop/repositories?page=1&page_size=10',
      '/projects/nope/repositories',
      '/projects/shop/repositories/team%252Fweb/artifacts?with_tag=true&with_scan_overview=true&page=1&page_size=10&sort=-push_time&q=tags%3D~1',
      '/projects/shop/repositories/nothing/artifacts',
    ];
    const cases = Object.keys(WHO).flatMap((who) => targets.map((target) => ({ who, target })));
    it.each(cases)('$who: $target', async ({ who, target }) => {
      const answer = await ask(who, `/api/v2.0${target}`);
      expect(swagger?.faults({ url: `${harbor.origin}/api/v2.0${target}`, ...answer })).toEqual([]);
    });

    it('notices what is not described', async () => {
      const answer = await ask('administrator', '/api/v2.0/projects');
      const url = `${harbor.origin}/api/v2.0/projects`;
      expect(swagger?.faults({ ...answer, url: `${url}?nope=1` })).toHaveLength(1);
      expect(swagger?.faults({ ...answer, url, status: 418 })).toHaveLength(1);
      expect(swagger?.faults({ ...answer, url, body: '[{"name":1}]' })).toHaveLength(1);
      expect(swagger?.faults({ ...answer, url, body: '[{"nickname":"x"}]' })).toHaveLength(1);
    });
  },
);

interface Recorded {
  title: string;
  who: string;
  target: string;
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** The GET exchanges of the recording that the double answers. */
function recorded(): Recorded[] {
  if (!existsSync(exchangesFile)) return [];
  const parts = readFileSync(exchangesFile, 'utf8').split(/^### /m).slice(1);
  return parts.flatMap((part) => {
    const [title = '', ...rest] = part.split('\n');
    const match = /^(?:\(([^)]+)\) )?http:\/\/harbor(\/\S+)$/.exec(title);
    const block = /```\n([\s\S]*?)\n```/.exec(rest.join('\n'))?.[1];
    if (
      !match?.[2] ||
      block === undefined ||
      /\/(summary|tags|additions|robots|webhook|quotas|search)\b|projects\/nope$/.test(match[2])
    )
      return [];
    const [head = '', ...body] = block.split('\n\n');
    const [statusLine = '', ...headerLines] = head.split('\n');
    const headers = Object.fromEntries(
      headerLines.map((line) => [
        line.slice(0, line.indexOf(':')).toLowerCase(),
        line.slice(line.indexOf(':') + 2),
      ]),
    );
    const status = Number(statusLine.split(' ')[1]);
    return [{ title, who: match[1] ?? 'nobody', target: match[2], status, headers, body: body.join('\n\n') }];
  });
}

/** The form of a JSON value: its keys, and the types behind them. */
function form(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(form);
  if (value === null || typeof value !== 'object') return value === null ? 'null' : typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, form(item)]));
}

describe.skipIf(!existsSync(exchangesFile))('answers as Harbor 2.16 did (needs harbor-exchanges.md)', () => {
  it('finds the recorded exchanges', () => expect(recorded().length).toBeGreaterThanOrEqual(12));

  it.each(recorded())('$title', async (exchange) => {
    const answer = await ask(exchange.who, exchange.target);
    expect(answer.status).toBe(exchange.status);
    for (const name of [
      'content-type',
      'x-total-count',
      'link',
      'www-authenticate',
      'docker-distribution-api-version',
    ]) {
      expect([name, answer.headers.get(name)]).toEqual([name, exchange.headers[name] ?? null]);
    }
    if (/json/.test(exchange.headers['content-type'] ?? '')) {
      expect(form(JSON.parse(answer.body))).toEqual(form(JSON.parse(exchange.body)));
    } else {
      expect(answer.body.trim()).toBe(exchange.body.trim());
    }
  });
});

describe('what the exchanges say in words', () => {
  it('answers a wrong password on /projects with what is public', async () => {
    const answer = await ask('wrong password', '/api/v2.0/projects');
    expect(answer.status).toBe(200);
    expect((JSON.parse(answer.body) as { name: string }[]).map(({ name }) => name)).toEqual(['library']);
  });

  it('tells credentials by /users/current', async () => {
    const statuses = await Promise.all(
      ['administrator', 'wrong password', 'nobody', 'robot with pull and push only'].map(
        async (who) => (await ask(who, '/api/v2.0/users/current')).status,
      ),
    );
    expect(statuses).toEqual([200, 401, 401, 412]);
  });

  it('wants a slash escaped twice', async () => {
    const twice = await ask('administrator', '/api/v2.0/projects/shop/repositories/team%252Fweb/artifacts');
    expect(JSON.parse(twice.body)).toHaveLength(1);
    const once = await ask('administrator', '/api/v2.0/projects/shop/repositories/team%2Fweb/artifacts');
    expect(once.status).toBe(404);
  });

  it('keeps the catalog from robots', async () => {
    const robot = await ask('robot with pull and push only', '/v2/_catalog');
    expect(robot.status).toBe(401);
  });
});

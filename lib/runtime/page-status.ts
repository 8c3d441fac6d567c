import { AsyncLocalStorage } from 'node:async_hooks';
import type { ServerResponse } from 'node:http';
import { singleton } from './singleton';

interface Page {
  status: number;
}

/** Shared by server.ts and Next's bundles, which hold copies of this module. */
function pages(): AsyncLocalStorage<Page> {
  return singleton('page-status', () => new AsyncLocalStorage<Page>());
}

/** Says with which status the page that is being rendered is to be answered instead of 200: Next has no way to. */
export function setPageStatus(status: number): void {
  const page = pages().getStore();
  if (page) page.status = status;
}

/** Renders a page with `render`, whose status may be set by `setPageStatus` until the headers are sent. */
export function withPageStatus(response: ServerResponse, render: () => void): void {
  const page: Page = { status: 200 };
  const writeHead = response.writeHead.bind(response) as (
    status: number,
    ...rest: unknown[]
  ) => ServerResponse;
  response.writeHead = (status: number, ...rest: unknown[]) => {
    if (status !== 200 || page.status === 200) return writeHead(status, ...rest);
    response.setHeader('retry-after', '2');
    return writeHead(page.status, ...rest);
  };
  pages().run(page, render);
}

import { Breather } from './breather';
import { ListSplitter } from './list-splitter';
import type { Transport } from './transport';
import type { KubeObject } from './types';

const PAGE = 500;

/** Reads a list in pages and parses it item by item; answers the version from which on to watch. */
export async function listInPages(
  transport: Transport,
  path: string,
  take: (object: KubeObject) => void,
): Promise<string> {
  const breather = new Breather();
  let token: string | undefined;
  for (;;) {
    const { body } = await transport.send(null, { path, query: { limit: PAGE, continue: token } });
    const splitter = new ListSplitter();
    for await (const chunk of body as AsyncIterable<Buffer>) {
      transport.pulse.heard();
      for (const item of splitter.push(chunk)) {
        take(JSON.parse(item.toString('utf8')) as KubeObject);
        if (breather.due) await breather.breathe();
      }
    }
    const { metadata } = JSON.parse(splitter.rest().toString('utf8')) as {
      metadata: { continue?: string; resourceVersion: string };
    };
    if (!metadata.continue) return metadata.resourceVersion;
    token = metadata.continue;
  }
}

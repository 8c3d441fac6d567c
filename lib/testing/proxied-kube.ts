import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { tcpProxy, type TcpProxy } from './tcp-proxy';

/** A kubeconfig whose API server is reached through a proxy. */
export interface ProxiedKube {
  file: string;
  /** Holds the file; the test removes it. */
  folder: string;
  proxy: TcpProxy;
}

/** Writes a kubeconfig like `file` that leads through a proxy of this test's own. */
export async function kubeconfigThroughProxy(file: string): Promise<ProxiedKube> {
  const settings = parse(readFileSync(file, 'utf8')) as { clusters: { cluster: { server: string } }[] };
  const server = new URL(settings.clusters[0]?.cluster.server ?? '');
  const proxy = await tcpProxy({ host: server.hostname, port: Number(server.port) });
  for (const { cluster } of settings.clusters) cluster.server = `https://127.0.0.1:${proxy.port}`;
  const folder = mkdtempSync(path.join(tmpdir(), 'berth-proxied-'));
  const proxied = path.join(folder, 'kubeconfig.yaml');
  writeFileSync(proxied, stringify(settings), { mode: 0o600 });
  return { file: proxied, folder, proxy };
}

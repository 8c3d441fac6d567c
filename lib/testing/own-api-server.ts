import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { apiServer, controllerManager, etcd } from '../../cluster/parts/control-plane';
import type { Daemon } from '../../cluster/lib/daemon';
import { call } from '../../cluster/lib/http';
import { ensurePki, kubeUrl, pkiText, writeKubeconfigs } from '../../cluster/pki';
import { readSettings, type Settings } from '../../cluster/settings';
import { waitFor } from './wait-for';

/** A real API server of a test's own, which may be killed. */
export interface OwnApiServer {
  url: string;
  /** The kubeconfig of its administrator. */
  adminKubeconfig: string;
  /** Writes a kubeconfig like `file` (of the rig's console, say) that leads here; answers its path. */
  kubeconfigLike: (file: string) => string;
  /** SIGKILL, and its controllers with it; resolves when it is gone. */
  kill: () => Promise<void>;
  /** Starts it again on the same port; resolves when it is ready. */
  start: () => Promise<void>;
  /** Runs a further part beside it, until all is closed. */
  run: (make: (settings: Settings) => Daemon) => Promise<void>;
  /** Makes etcd forget all revisions before the present one. Only where etcd is its own. */
  compact: () => Promise<void>;
  /** Ends everything that was started, and removes its files. */
  close: () => Promise<void>;
}

export interface OwnApiServerOptions {
  /**
   * `rig`: a second API server of the rig's cluster beside the first, with the same objects, users and node: logs and
   * shells of the rig's pods go through it. `own`: an empty cluster with an etcd of its own and no node.
   */
  etcd: 'rig' | 'own';
  /** With `own`: runs the controllers too (namespaces go, quotas are counted). */
  controllers?: boolean;
  /** Further flags of the API server. */
  flags?: string[];
}

/** Starts one from the rig's program, with the flags of the rig's, and waits until it is ready. */
export async function startApiServer(options: OwnApiServerOptions): Promise<OwnApiServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'own-api-'));
  const settings = await settingsOf(options, folder);
  const begun: Child[] = [];
  const begin = async (daemon: Daemon, more: string[] = []) => {
    const child = new Child(folder, { ...daemon, command: [...daemon.command, ...more] });
    begun.push(child);
    await child.start();
    return child;
  };
  const close = async () => {
    for (const child of begun.toReversed()) await child.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    if (options.etcd === 'own') {
      await ensurePki(settings);
      writeKubeconfigs(settings);
      await begin(etcd(settings), ['--unsafe-no-fsync']);
    }
    // The address of the service "kubernetes" stays the rig's own server.
    const server = await begin(apiServer(settings), [
      '--endpoint-reconciler-type=none',
      ...(options.flags ?? []),
    ]);
    const controllers = options.controllers ? await begin(controllerManager(settings)) : undefined;
    const kubeconfigLike = (file: string) => {
      const text = readFileSync(file, 'utf8');
      const config = parse(text) as { clusters: { cluster: { server: string } }[] };
      for (const { cluster } of config.clusters) cluster.server = kubeUrl(settings);
      const target = path.join(folder, `like-${path.basename(file)}`);
      writeFileSync(target, stringify(config), { mode: 0o600 });
      return target;
    };
    return {
      url: kubeUrl(settings),
      adminKubeconfig: kubeconfigLike(settings.state.adminKubeconfig),
      kubeconfigLike,
      kill: async () => {
        // Controllers that meet a server which is only half up end by themselves, sometimes.
        await controllers?.kill();
        await server.kill();
      },
      start: async () => {
        await server.start();
        await controllers?.start();
      },
      run: async (make) => {
        const ports = { ...settings.ports, kwok: await freePort('127.0.0.1') };
        await begin(make({ ...settings, ports }));
      },
      compact: () => {
        if (options.etcd === 'rig') throw new Error('the history of the rig is not ours to forget');
        return compact(settings);
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function settingsOf(options: OwnApiServerOptions, folder: string): Promise<Settings> {
  const rig = readSettings();
  if (options.etcd === 'rig') {
    return { ...rig, ports: { ...rig.ports, kube: await freePort(rig.nodeIp) } };
  }
  const own = readSettings({ ...process.env, BERTH_STATE: folder });
  const ports = {
    ...rig.ports,
    kube: await freePort(rig.nodeIp),
    etcd: await freePort('127.0.0.1'),
    etcdPeer: await freePort('127.0.0.1'),
    controllerManager: await freePort('127.0.0.1'),
  };
  return { ...own, ports, state: { ...own.state, bin: rig.state.bin } };
}

/** A part of the cluster as a child of this process. */
class Child {
  private child: ChildProcess | undefined;

  constructor(
    private readonly folder: string,
    private readonly daemon: Daemon,
  ) {}

  async start(): Promise<void> {
    const file = path.join(this.folder, `${this.daemon.name}.log`);
    const output = openSync(file, 'a', 0o600);
    // A test that is killed takes its servers with it.
    const child = spawn('setpriv', ['--pdeathsig', 'KILL', ...this.daemon.command], {
      stdio: ['ignore', output, output],
    });
    closeSync(output);
    this.child = child;
    let why: string | undefined = '';
    await waitFor(
      this.daemon.name,
      async () => {
        if (isOver(child)) return true;
        why = await this.daemon.ready();
        return why === undefined;
      },
      { timeout: this.daemon.timeoutMs ?? 60_000, every: 50 },
    ).catch((error: unknown) => {
      throw new Error(`${String(error)} (${why})\n${end(file)}`);
    });
    if (isOver(child)) throw new Error(`${this.daemon.name} ended\n${end(file)}`);
  }

  async kill(): Promise<void> {
    const child = this.child;
    if (child === undefined || isOver(child)) return;
    const gone = new Promise((resolve) => {
      child.once('exit', resolve);
    });
    child.kill('SIGKILL');
    await gone;
  }
}

function isOver(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

function end(file: string): string {
  return readFileSync(file, 'utf8').slice(-2000);
}

/** Compacts through etcd's JSON gateway. */
async function compact(settings: Settings): Promise<void> {
  const ask = async (what: string, body: unknown) => {
    const answer = await call({
      url: `https://127.0.0.1:${settings.ports.etcd}/v3/kv/${what}`,
      method: 'POST',
      body: JSON.stringify(body),
      ca: pkiText(settings, 'etcd-ca', 'crt'),
      cert: pkiText(settings, 'etcd-client', 'crt'),
      key: pkiText(settings, 'etcd-client', 'key'),
    });
    if (answer.status !== 200) throw new Error(`etcd: ${what}: ${answer.status} ${answer.body}`);
    return JSON.parse(answer.body) as { header: { revision: string } };
  };
  const { header } = await ask('range', { key: Buffer.from('/').toString('base64'), limit: 1 });
  await ask('compaction', { revision: header.revision, physical: true });
}

/** A port of an address of this machine that nobody listens on. */
async function freePort(address: string): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

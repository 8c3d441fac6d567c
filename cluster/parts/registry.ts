import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Daemon } from '../lib/daemon';
import { digest, keptSecret, randomPassword, readText, writeFile } from '../lib/files';
import { run } from '../lib/command';
import { answers } from '../lib/http';
import type { Ports, Settings } from '../settings';
import { portCheck } from './control-plane';

/** The registry's only account. */
export const registryUser = 'berth';

/** A name for the runtime's own registry that stays when its port moves. */
const runtimeHost = 'runtime.berth.internal';

/** The image that holds a pod's namespaces. */
export const pauseImage = `${runtimeHost}/pause:1`;

/** The registry's host and port, as image names begin with. */
export function registryAddress(settings: Settings): string {
  return `${settings.nodeIp}:${settings.ports.registry}`;
}

/** The registry account's password; made when there is none. */
export function registryPassword(settings: Settings): string {
  return keptSecret(settings.state.registryPassword, randomPassword);
}

function basic(settings: Settings): string {
  return Buffer.from(`${registryUser}:${registryPassword(settings)}`).toString('base64');
}

/** The Authorization header for the registry. */
export function registryHeader(settings: Settings): string {
  return `Basic ${basic(settings)}`;
}

/** The host and port of the runtime's own registry. */
export function runtimeRegistryAddress(settings: Settings): string {
  return `127.0.0.1:${settings.ports.runtimeRegistry}`;
}

/** The credentials in the form that skopeo reads: not on a command line that everybody can see. */
export function registryAuthFile(settings: Settings): string {
  const path = join(settings.state.secrets, 'registry-auth.json');
  const text = JSON.stringify({ auths: { [registryAddress(settings)]: { auth: basic(settings) } } });
  if (readText(path) !== text) writeFile(path, text);
  return path;
}

/** Tells containerd how to reach both registries; images of apps need a pull secret, as everywhere. */
function writeHosts(settings: Settings): void {
  for (const [host, address] of [
    [registryAddress(settings), registryAddress(settings)],
    [runtimeHost, runtimeRegistryAddress(settings)],
  ] as const) {
    const lines = [
      `server = "http://${address}"`,
      `[host."http://${address}"]`,
      'capabilities = ["pull", "resolve"]',
      '',
    ];
    writeFile(join(settings.state.etc, 'registries', host, 'hosts.toml'), lines.join('\n'), 0o644);
  }
}

async function writePasswordFile(settings: Settings): Promise<string> {
  const path = join(settings.state.etc, 'registry.htpasswd');
  const password = registryPassword(settings);
  const stampPath = join(settings.state.stamps, 'registry-password');
  const stamp = digest(password);
  if (!existsSync(path) || readText(stampPath) !== stamp) {
    writeFile(path, await run('htpasswd', ['-Bin', registryUser], { input: password }));
    writeFile(stampPath, stamp);
  }
  return path;
}

/** The local registry: Debian's, with authentication on. */
export async function registry(settings: Settings): Promise<Daemon> {
  writeHosts(settings);
  const auth = { htpasswd: { realm: 'Berth', path: await writePasswordFile(settings) } };
  return distribution(settings, {
    name: 'registry',
    address: registryAddress(settings),
    port: 'registry',
    auth,
  });
}

/**
 * The registry of the runtime alone, on loopback: it pulls the pause image without a secret, and people who choose an
 * image should not meet it.
 */
export function runtimeRegistry(settings: Settings): Daemon {
  return distribution(settings, {
    name: 'runtime-registry',
    address: runtimeRegistryAddress(settings),
    port: 'runtimeRegistry',
  });
}

function distribution(
  settings: Settings,
  { name, address, port, auth }: { name: string; address: string; port: keyof Ports; auth?: object },
): Daemon {
  const root = join(settings.state.folder, name);
  mkdirSync(root, { recursive: true });
  const configuration = JSON.stringify(
    {
      version: '0.1',
      log: { level: 'warn', accesslog: { disabled: true } },
      storage: { filesystem: { rootdirectory: root }, delete: { enabled: true } },
      http: {
        addr: address,
        secret: keptSecret(join(settings.state.secrets, `${name}-http`), randomPassword),
      },
      ...(auth && { auth }),
    },
    undefined,
    2,
  );
  const path = join(settings.state.etc, `${name}.yaml`);
  writeFile(path, configuration);
  const [host = ''] = address.split(':');
  return {
    name,
    command: ['docker-registry', 'serve', path],
    configuration: [configuration],
    before: portCheck(settings, port, host, 'the registry'),
    ready: answers({ url: `http://${address}/v2/` }, auth ? 401 : 200),
  };
}

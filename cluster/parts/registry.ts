import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Daemon } from '../lib/daemon';
import { digest, keptSecret, randomPassword, readText, writeFile } from '../lib/files';
import { run } from '../lib/command';
import { answers } from '../lib/http';
import type { Settings } from '../settings';
import { portCheck } from './control-plane';

/** The registry's only account. */
export const registryUser = 'berth';

/** The host of the pause image: see `writeHosts`. */
const pauseHost = 'pause.berth.internal';

/** The image that holds a pod's namespaces. */
export const pauseImage = `${pauseHost}/pause:1`;

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

/** The credentials in the form that skopeo reads: not on a command line that everybody can see. */
export function registryAuthFile(settings: Settings): string {
  const path = join(settings.state.secrets, 'registry-auth.json');
  const text = JSON.stringify({ auths: { [registryAddress(settings)]: { auth: basic(settings) } } });
  if (readText(path) !== text) writeFile(path, text);
  return path;
}

/**
 * Tells containerd how to reach the registry. Images of apps need a pull secret,
 * as everywhere. The pause image is pulled by the runtime itself, which has
 * none: it gets a host name of its own, that leads to the registry's `rig/`
 * alone, with the credentials.
 */
function writeHosts(settings: Settings): void {
  const folder = join(settings.state.etc, 'registries');
  const url = `http://${registryAddress(settings)}`;
  const plain = [`server = "${url}"`, `[host."${url}"]`, 'capabilities = ["pull", "resolve"]', ''];
  writeFile(join(folder, registryAddress(settings), 'hosts.toml'), plain.join('\n'), 0o644);
  const pause = [
    `server = "${url}/v2/rig"`,
    `[host."${url}/v2/rig"]`,
    'capabilities = ["pull", "resolve"]',
    'override_path = true',
    `[host."${url}/v2/rig".header]`,
    `Authorization = ["${registryHeader(settings)}"]`,
    '',
  ];
  writeFile(join(folder, pauseHost, 'hosts.toml'), pause.join('\n'));
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
  const root = join(settings.state.folder, 'registry');
  mkdirSync(root, { recursive: true });
  const configuration = JSON.stringify(
    {
      version: '0.1',
      log: { level: 'warn', accesslog: { disabled: true } },
      storage: { filesystem: { rootdirectory: root }, delete: { enabled: true } },
      http: {
        addr: registryAddress(settings),
        secret: keptSecret(join(settings.state.secrets, 'registry-http'), randomPassword),
      },
      auth: { htpasswd: { realm: 'Berth', path: await writePasswordFile(settings) } },
    },
    undefined,
    2,
  );
  const path = join(settings.state.etc, 'registry.yaml');
  writeFile(path, configuration);
  return {
    name: 'registry',
    command: ['docker-registry', 'serve', path],
    configuration: [configuration],
    before: portCheck(settings, 'registry', settings.nodeIp, 'the registry'),
    ready: answers({ url: `http://${registryAddress(settings)}/v2/` }, 401),
  };
}

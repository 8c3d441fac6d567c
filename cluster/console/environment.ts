import { randomBytes } from 'node:crypto';
import { Failure } from '../lib/failure';
import { keptSecret, randomPassword, writeFile } from '../lib/files';
import { databaseUrl } from '../parts/database';
import type { Settings } from '../settings';

/** Whether the database is the user's own. */
export function ownDatabase(): string | undefined {
  return process.env.DATABASE_URL || undefined;
}

/**
 * The first administrator's password: the given one at the first start, else a
 * generated one. The account is made once, so what is given later changes nothing.
 */
export function adminPassword(settings: Settings): string {
  const given = process.env.BERTH_ADMIN_PASSWORD;
  if (given && given.length < 8) throw new Failure('BERTH_ADMIN_PASSWORD must have at least 8 characters.');
  return keptSecret(settings.state.adminPassword, () => given || randomPassword());
}

function quoted(value: string): string {
  return /^[\w@%+=:,./-]*$/.test(value) ? value : `'${value.replaceAll("'", String.raw`'\''`)}'`;
}

/** The console's settings. `localCluster` says whether the rig's own cluster is used. */
export function consoleEnvironment(settings: Settings, localCluster: boolean): Record<string, string> {
  const given = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[0].startsWith('BERTH_') && entry[1] !== undefined,
  );
  const environment: Record<string, string> = {
    // Registries and webhooks of the machine itself are what the local cluster is for.
    ...(localCluster ? { BERTH_OUTBOUND_ALLOW: `${settings.nodeIp}/32,127.0.0.0/8` } : {}),
    ...Object.fromEntries(given),
    DATABASE_URL: ownDatabase() ?? databaseUrl(settings),
    PORT: String(settings.ports.console),
    BERTH_URL: settings.consoleUrl,
    BERTH_KUBECONFIG: settings.state.consoleKubeconfig,
    BERTH_SECRET_KEY:
      process.env.BERTH_SECRET_KEY ||
      keptSecret(settings.state.secretKey, () => randomBytes(32).toString('base64')),
    BERTH_ADMIN_PASSWORD: adminPassword(settings),
    BERTH_STATE: settings.state.folder,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
  };
  const lines = Object.entries(environment).map(([name, value]) => `${name}=${quoted(value)}`);
  writeFile(settings.state.consoleEnv, `${lines.join('\n')}\n`);
  return environment;
}

import { join } from 'node:path';
import {
  claimMachine,
  ensurePart,
  prepareCluster,
  prepareState,
  startAddons,
  startControlPlane,
  startNode,
  startRegistry,
} from './cluster';
import { ensureConsoleBuild, hasConsole } from './console/build';
import { consoleDaemon, ensureLocalRegistry } from './console/console';
import { adminPassword, consoleEnvironment, ownDatabase } from './console/environment';
import { ensureConsoleIdentity, readKubeconfig } from './console/identity';
import { readText, writeFile } from './lib/files';
import { Failure, messageOf } from './lib/failure';
import { withLock } from './lib/lock';
import { readUpOptions, type UpOptions } from './lib/options';
import { elapsed, longStep, say, step } from './lib/progress';
import { database, ensureDatabase } from './parts/database';
import { readSettings, type Settings } from './settings';

async function startDatabase(settings: Settings): Promise<void> {
  if (ownDatabase()) return say('database: DATABASE_URL is used');
  await ensurePart(settings, () => database(settings));
  await ensureDatabase(settings);
}

// A promise that is awaited later must not count as unhandled if it fails in between.
function later<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

// A generated password is shown once, when somebody can use it for the first time.
function greet(settings: Settings): void {
  const { adminPassword: path, stamps } = settings.state;
  const stamp = join(stamps, 'admin-password-shown');
  const password = adminPassword(settings);
  const show = password !== process.env.BERTH_ADMIN_PASSWORD && readText(stamp) === undefined;
  say('');
  say(`Berth is at ${settings.consoleUrl}`);
  say(`  sign in as admin, password ${show ? `${password} (shown once, kept in ${path})` : `in ${path}`}`);
  say('');
  writeFile(stamp, 'shown\n', 0o644);
}

/** Starts the console beside a cluster that is reachable by `kubeconfig`. */
async function startConsole(
  settings: Settings,
  built: Promise<void>,
  from: UpOptions,
): Promise<Record<string, string>> {
  const local = !from.kubeconfig;
  const kubeconfig = readKubeconfig(from.kubeconfig ?? settings.state.adminKubeconfig, from.context);
  await step("console's identity", () => ensureConsoleIdentity(settings, kubeconfig));
  await built;
  const environment = consoleEnvironment(settings, local);
  await ensurePart(settings, () => consoleDaemon(settings, environment));
  return environment;
}

function buildConsole(settings: Settings): Promise<void> {
  return longStep('build of the console', 'checked, and built when it changed', () =>
    ensureConsoleBuild(settings),
  );
}

async function upLocal(settings: Settings, options: UpOptions): Promise<void> {
  const withConsole = !options.clusterOnly && hasConsole(settings);
  if (!withConsole && !options.clusterOnly)
    say('There is no console in this checkout: only the cluster is started.');
  await claimMachine(settings, options.takeOver);
  if (withConsole) adminPassword(settings);
  const built = later(withConsole ? buildConsole(settings) : Promise.resolve());
  const data = later(withConsole ? startDatabase(settings) : Promise.resolve());
  await prepareCluster(settings);
  const controlPlane = later(startControlPlane(settings));
  const registry = later(startRegistry(settings));
  const node = later(startNode(settings, controlPlane));
  await Promise.all([controlPlane, data]);
  if (withConsole) {
    const environment = await startConsole(settings, built, options);
    await registry;
    await step('local registry', () => ensureLocalRegistry(settings, environment));
    await node;
    greet(settings);
  }
  await Promise.all([registry, node]);
  const greeted = performance.now();
  if (withConsole) say('The console can be used now. Cluster DNS and metrics are added meanwhile.');
  await startAddons(settings);
  // Once more, when the first time has scrolled away.
  if (withConsole && performance.now() - greeted > 5_000) greet(settings);
  say(`Everything is up after ${elapsed()}. kubectl for the cluster: ${settings.state.kubectl}`);
}

async function upExisting(settings: Settings, options: UpOptions): Promise<void> {
  if (!hasConsole(settings))
    throw new Failure('There is no console in this checkout to start beside a cluster.');
  adminPassword(settings);
  const built = later(buildConsole(settings));
  await startDatabase(settings);
  await startConsole(settings, built, options);
  greet(settings);
  say(`Everything is up after ${elapsed()}.`);
}

async function main(): Promise<void> {
  const options = readUpOptions(process.argv.slice(2));
  const settings = readSettings();
  if (settings.stateNote) say(settings.stateNote);
  prepareState(settings);
  await withLock(join(settings.state.run, 'up.lock'), 'npm run up', () =>
    options.kubeconfig ? upExisting(settings, options) : upLocal(settings, options),
  );
}

main().catch((thrown: unknown) => {
  const unexpected = thrown instanceof Error && !(thrown instanceof Failure);
  process.stderr.write(`\n${unexpected ? (thrown.stack ?? thrown.message) : messageOf(thrown)}\n`);
  process.exit(1);
});

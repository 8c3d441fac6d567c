import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { daemonProcess } from './lib/daemon';
import { Failure, messageOf } from './lib/failure';
import { withLock } from './lib/lock';
import { elapsed, say, step } from './lib/progress';
import { readRig } from './rigfile';
import { readSettings, type Settings } from './settings';
import { partNames, stopConsoleAndDatabase, stopRig } from './stop';

function summary(stopped: string[]): string {
  return stopped.length === 0 ? 'nothing was running' : `stopped ${stopped.join(', ')}`;
}

async function stop(settings: Settings): Promise<void> {
  const found = readRig();
  const ours = found?.state === settings.state.folder;
  if (!ours && found) {
    say(`The rig of this machine belongs to ${found.checkout} (state in ${found.state}): it is left alone.`);
  }
  const running = partNames.filter((name) => daemonProcess(settings.state, name));
  const cluster = running.some((name) => name !== 'console' && name !== 'postgres');
  if (!ours && !cluster) {
    await step('down', async () => summary(await stopConsoleAndDatabase(settings.state)));
    return;
  }
  const rig = ours ? found : { ...settings, state: settings.state.folder, sysctls: {}, processes: {} };
  await step('down', async () => summary(await stopRig(rig)));
}

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const unknown = args.find((word) => word !== '--purge');
  if (unknown)
    throw new Failure(`"${unknown}" is not an option of down: there is --purge, which removes all data.`);
  const settings = readSettings();
  const { folder, run } = settings.state;
  if (existsSync(run)) await withLock(join(run, 'up.lock'), 'npm run down', () => stop(settings));
  else await stop(settings);
  if (args.includes('--purge')) {
    // Only what looks like a state folder: BERTH_STATE may point anywhere.
    if (existsSync(run)) rmSync(folder, { recursive: true, force: true });
    say(`${folder} is removed, with all data.`);
  } else {
    say(`Data stays in ${folder} (down --purge removes it).`);
  }
  say(`Down after ${elapsed()}.`);
}

main().catch((thrown: unknown) => {
  const unexpected = thrown instanceof Error && !(thrown instanceof Failure);
  process.stderr.write(`\n${unexpected ? (thrown.stack ?? thrown.message) : messageOf(thrown)}\n`);
  process.exit(1);
});

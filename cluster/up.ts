import { messageOf, Failure } from './lib/failure';
import { readUpOptions } from './lib/options';
import { elapsed, say } from './lib/progress';
import { claimMachine, prepareCluster, prepareState, startAddons, startControlPlane, startNode, startRegistry } from './cluster';
import { readSettings, type Settings } from './settings';

async function upCluster(settings: Settings, takeOver: boolean): Promise<void> {
  await claimMachine(settings, takeOver);
  await prepareCluster(settings);
  const controlPlane = startControlPlane(settings);
  await Promise.all([controlPlane, startRegistry(settings), startNode(settings, controlPlane)]);
  await startAddons(settings);
}

async function main(): Promise<void> {
  const options = readUpOptions(process.argv.slice(2));
  const settings = readSettings();
  if (settings.stateNote) say(settings.stateNote);
  prepareState(settings);
  await upCluster(settings, options.takeOver);
  say(`The cluster is up after ${elapsed()}: ${settings.state.kubectl} get nodes`);
}

main().catch((thrown: unknown) => {
  const text = thrown instanceof Failure ? thrown.message : thrown instanceof Error ? thrown.stack : messageOf(thrown);
  process.stderr.write(`\n${text}\n`);
  process.exit(1);
});

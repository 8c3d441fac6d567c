import { chmodSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { daemonProcess, ensureDaemon, logTail, type Daemon } from './lib/daemon';
import { Failure } from './lib/failure';
import { buildGo, isBuilt, type GoProgram } from './lib/go';
import { longStep, step } from './lib/progress';
import { raiseSysctls } from './lib/sysctl';
import { waitFor } from './lib/wait';
import { ensureSamples } from './images/samples';
import { prepareNetwork } from './network';
import { coredns, ensureMetricsApi, ensureSystemObjects, metricsServed, metricsServer } from './parts/addons';
import { apiServer, controllerManager, etcd, scheduler } from './parts/control-plane';
import { containerd, kubelet, kubeProxy, nodeReady } from './parts/node';
import { dnsProgram, kubeProgram, metricsProgram, pkiProgram, writeKubectl } from './parts/programs';
import { registry, runtimeRegistry } from './parts/registry';
import { ensurePki, writeKubeconfigs } from './pki';
import { livingParts, noteProcess, readRig, writeRig } from './rigfile';
import type { Settings } from './settings';
import { removeLeftovers } from './leftovers';
import { stopRig } from './stop';

/** Makes the state folder. Others may pass through it (the database's user has to), but not look into it. */
export function prepareState(settings: Settings): void {
  const { state } = settings;
  mkdirSync(state.folder, { recursive: true, mode: 0o711 });
  chmodSync(state.folder, 0o711);
  const data = ['kubeconfig', 'kubelet', 'registry', 'runtime-registry', 'images', 'containerd', 'etcd'].map(
    (name) => join(state.folder, name),
  );
  for (const folder of [state.secrets, state.etc, state.log, state.pki, ...data]) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
  }
  for (const folder of [state.bin, state.run, state.stamps])
    mkdirSync(folder, { recursive: true, mode: 0o755 });
}

/** Starts a part, unless it runs, and writes down its process. */
export async function ensurePart(settings: Settings, make: () => Daemon | Promise<Daemon>): Promise<void> {
  const daemon = await make();
  await step(daemon.name, async () => {
    const did = await ensureDaemon(settings.state, daemon);
    const identity = daemonProcess(settings.state, daemon.name);
    if (identity) noteProcess(daemon.name, identity);
    return did;
  });
}

/**
 * Makes this machine ours: there can be one rig at a time, for the node's
 * address, the pods' control groups and the ports are the machine's. What a
 * rig left that was killed is cleared first, whichever checkout it was of.
 */
export async function claimMachine(settings: Settings, takeOver: boolean): Promise<void> {
  const found = readRig();
  if (found && found.state !== settings.state.folder) {
    const living = livingParts(found);
    if (living.length > 0 && !takeOver) {
      throw new Failure(
        `Another rig runs on this machine, of ${found.checkout} (state in ${found.state}): stop it with "cd ${found.checkout} && BERTH_STATE=${found.state} npm run down", or add --take-over to have it stopped.`,
      );
    }
    await step(`rig of ${found.checkout}`, async () => {
      await stopRig(found);
      return living.length > 0 ? 'stopped' : 'its leftovers removed';
    });
  } else {
    const runtime = daemonProcess(settings.state, 'containerd') ?? daemonProcess(settings.state, 'kubelet');
    const rig = found ?? { ...settings, state: settings.state.folder, sysctls: {}, processes: {} };
    if (!runtime) {
      await step('leftovers of an earlier run', async () => {
        await removeLeftovers(rig);
        return 'removed';
      });
    }
  }
  const before = readRig()?.sysctls ?? {};
  writeRig(settings, { ...raiseSysctls(), ...before });
}

/** Builds a program, and says so when that takes its time. */
async function build(settings: Settings, program: GoProgram, expectation: string): Promise<void> {
  if (isBuilt(settings, program)) return;
  await longStep(`build of ${program.name}`, expectation, () => buildGo(settings, program));
}

/** The control plane: the API server and what stands behind it. */
export async function startControlPlane(settings: Settings): Promise<void> {
  await ensurePart(settings, () => etcd(settings));
  await ensurePart(settings, () => apiServer(settings));
  await Promise.all([
    ensurePart(settings, () => controllerManager(settings)),
    ensurePart(settings, () => scheduler(settings)),
    step('system objects', () => ensureSystemObjects(settings)),
  ]);
}

/** What has to be there before any part starts: programs, certificates, the network. */
export async function prepareCluster(settings: Settings): Promise<void> {
  // Both at once: one waits for the linker while the other compiles.
  await Promise.all([
    build(settings, kubeProgram, 'Kubernetes from source, about 4 minutes once, then cached'),
    build(settings, pkiProgram, 'some seconds'),
  ]);
  writeKubectl(settings);
  await step('certificates', () => ensurePki(settings));
  writeKubeconfigs(settings);
  await step('network', () => prepareNetwork(settings));
}

/** The registries with their images. */
export async function startRegistry(settings: Settings): Promise<void> {
  await Promise.all([
    ensurePart(settings, () => registry(settings)),
    ensurePart(settings, () => runtimeRegistry(settings)),
  ]);
  await step('sample images', () => ensureSamples(settings));
}

/** The node: runtime, kubelet and service network; returns when pods can run. */
export async function startNode(settings: Settings, controlPlane: Promise<void>): Promise<void> {
  await ensurePart(settings, () => containerd(settings));
  await controlPlane;
  await Promise.all([
    ensurePart(settings, () => kubelet(settings)),
    ensurePart(settings, () => kubeProxy(settings)),
  ]);
  await step('node', async () => {
    const started = statSync(join(settings.state.run, 'kubelet.pid')).mtimeMs;
    const reason = await waitFor(nodeReady(settings, started), 120_000, 250);
    if (reason !== undefined) throw notReady(settings, 'the node', reason, 'kubelet');
    return 'ready';
  });
}

/** Cluster DNS and metrics: nothing of a first sign-in waits for them, so they are built after it. */
export async function startAddons(settings: Settings): Promise<void> {
  await build(settings, dnsProgram, 'CoreDNS from source, some minutes once');
  const dns = ensurePart(settings, () => coredns(settings));
  // Handled at the end: the build below must not leave a rejection alone.
  dns.catch(() => undefined);
  await build(settings, metricsProgram, 'metrics-server from source, some minutes once');
  await ensurePart(settings, () => metricsServer(settings));
  await dns;
  await ensureMetricsApi(settings);
  await step('metrics', async () => {
    const reason = await waitFor(metricsServed(settings), 90_000, 500);
    if (reason !== undefined) throw notReady(settings, 'the metrics API', reason, 'metrics-server');
    return 'served';
  });
}

function notReady(settings: Settings, what: string, reason: string, log: string): Failure {
  const path = join(settings.state.log, `${log}.log`);
  return new Failure(
    `${what} did not get ready: ${reason}\nThe end of ${path}:\n${logTail(settings.state, log)}`,
  );
}

import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runFolder } from '../scripts/lib/state.mjs';
import { readText, writeFile } from './lib/files';
import { isAlive, type Identity } from './lib/processes';
import type { Settings } from './settings';

/** What is known about the rig of this machine, whichever checkout it belongs to. */
export interface RigRecord {
  checkout: string;
  state: string;
  nodeIp: string;
  podCidr: string;
  /** Kernel settings as they were before. */
  sysctls: Record<string, string>;
  processes: Record<string, Identity>;
}

const path = join(runFolder, 'rig.json');

/** The record of the rig that was started last on this machine and not taken down. */
export function readRig(): RigRecord | undefined {
  const text = readText(path);
  try {
    return text ? (JSON.parse(text) as RigRecord) : undefined;
  } catch {
    return undefined;
  }
}

/** Writes down what this rig has done to the machine, for whoever has to clean up after it. */
export function writeRig(settings: Settings, sysctls: Record<string, string>): RigRecord {
  const record: RigRecord = {
    checkout: settings.checkout,
    state: settings.state.folder,
    nodeIp: settings.nodeIp,
    podCidr: settings.podCidr,
    sysctls,
    processes: readRig()?.processes ?? {},
  };
  writeFile(path, JSON.stringify(record, undefined, 2), 0o644);
  return record;
}

/** Adds a process to the record, so that it can be found even when the state folder is gone. */
export function noteProcess(name: string, identity: Identity): void {
  const record = readRig();
  if (!record) return;
  record.processes[name] = identity;
  writeFile(path, JSON.stringify(record, undefined, 2), 0o644);
}

/** Forgets the rig. */
export function removeRig(): void {
  if (existsSync(path)) rmSync(path);
}

/** The names of the parts of a recorded rig that are alive. */
export function livingParts(record: RigRecord): string[] {
  return Object.entries(record.processes)
    .filter(([, identity]) => isAlive(identity))
    .map(([name]) => name);
}

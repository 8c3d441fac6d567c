/** The folder of this checkout. */
export const checkout: string;
/** Where running rigs of this machine are recorded: there can be one at a time. */
export const runFolder: string;

export interface StatePaths {
  folder: string;
  bin: string;
  kubectl: string;
  log: string;
  run: string;
  etc: string;
  pki: string;
  secrets: string;
  stamps: string;
  adminKubeconfig: string;
  consoleKubeconfig: string;
  consoleEnv: string;
  adminPassword: string;
  registryPassword: string;
  secretKey: string;
  databasePassword: string;
}

/** The state folder, and a sentence to say at start when it isn't the usual one. */
export function resolveState(env?: NodeJS.ProcessEnv): { folder: string; note: string | undefined };
/** The paths in a state folder that others may rely on. */
export function statePaths(folder?: string): StatePaths;

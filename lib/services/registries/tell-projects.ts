import { log } from '@/lib/observability/log';
import { syncPullSecrets } from '@/lib/services/projects';

/** A person waits for it no longer than this; the jobs bring up to date what is left. */
const PATIENCE_MS = 10_000;

/** Brings the projects' pull secrets up to date with what was just changed of the registries, as far as that goes. */
export async function tellProjects(signal: AbortSignal): Promise<void> {
  try {
    await syncPullSecrets(AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]));
  } catch (error) {
    log.warn('pull secrets are left to the jobs', { error });
  }
}

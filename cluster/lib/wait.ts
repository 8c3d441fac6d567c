import { setTimeout as pause } from 'node:timers/promises';

/** What a probe found: undefined when all is well, else why not yet. */
export type Probe = () => Promise<string | undefined>;

/** Asks a probe again and again until it is content; undefined then, else its last reason. */
export async function waitFor(
  probe: Probe,
  timeoutMs: number,
  intervalMs = 100,
): Promise<string | undefined> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const reason = await probe().catch((thrown: unknown) =>
      thrown instanceof Error ? thrown.message : String(thrown),
    );
    if (reason === undefined || performance.now() > deadline) return reason;
    await pause(intervalMs);
  }
}

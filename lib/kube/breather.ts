import { setImmediate as turn } from 'node:timers/promises';

// Several caches may be filled at the same time: together they stay well below what somebody who types notices.
const LONGEST_MS = 5;

/** Keeps long work from holding the event loop: asked after each piece, it lets everybody else have a turn now and then. */
export class Breather {
  private since = performance.now();

  /** True when it is time for `breathe`; asked first, since even a promise costs more than most pieces. */
  get due(): boolean {
    return performance.now() - this.since > LONGEST_MS;
  }

  async breathe(): Promise<void> {
    await turn();
    this.since = performance.now();
  }
}

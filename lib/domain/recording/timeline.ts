import type { CastEvent } from './cast';

/** A pause that is longer is played as so many seconds when idle time is skipped. */
const LONGEST_PAUSE = 1;

/** When each event is shown: as it was, or with long pauses shortened. Seconds. */
export class Timeline {
  private readonly times: Float64Array;
  readonly duration: number;

  constructor(events: readonly CastEvent[], skipIdle: boolean) {
    this.times = new Float64Array(events.length);
    let shown = 0;
    let before = 0;
    events.forEach(([at], index) => {
      const pause = Math.max(0, at - before);
      shown += skipIdle ? Math.min(pause, LONGEST_PAUSE) : pause;
      before = Math.max(before, at);
      this.times[index] = shown;
    });
    this.duration = shown;
  }

  /** How many events have happened at a time. */
  countAt(time: number): number {
    let low = 0;
    let high = this.times.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.times[middle] ?? 0) <= time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The place on another timeline of the same events. */
  translate(time: number, to: Timeline): number {
    const index = this.countAt(time) - 1;
    if (index < 0) return Math.min(time, to.duration);
    const since = time - (this.times[index] ?? 0);
    const next = to.times[index + 1] ?? to.duration;
    return Math.min((to.times[index] ?? 0) + since, next, to.duration);
  }
}

import type { CastEvent } from './cast';
import type { Cast } from './parse';
import { Timeline } from './timeline';

/** What has to be drawn: onto what is there, or, `fresh`, onto an empty terminal of the first size. */
export interface Frames {
  fresh: boolean;
  events: readonly CastEvent[];
}

/** Where a replay stands, and what is to be drawn next. Knows no clock: it is told how much time has gone by. */
export class Playback {
  private timeline: Timeline;
  private time = 0;
  private drawn = 0;
  private virgin = true;

  constructor(
    private readonly cast: Cast,
    skipIdle: boolean,
  ) {
    this.timeline = new Timeline(cast.events, skipIdle);
  }

  /** Seconds. */
  get duration(): number {
    return this.timeline.duration;
  }

  get position(): number {
    return this.time;
  }

  get atEnd(): boolean {
    return this.drawn === this.cast.events.length && this.time >= this.duration;
  }

  /** Goes on by so many seconds. */
  advance(seconds: number): Frames {
    return this.seek(this.time + seconds);
  }

  /** Goes to a place; back means drawing all before it anew, as a terminal knows no way back. */
  seek(to: number): Frames {
    this.time = Math.min(Math.max(0, to), this.duration);
    const count = this.timeline.countAt(this.time);
    const fresh = this.virgin || count < this.drawn;
    const events = this.cast.events.slice(fresh ? 0 : this.drawn, count);
    this.drawn = count;
    this.virgin = false;
    return { fresh, events };
  }

  /** Shortens long pauses, or does not any more; what is shown stays. */
  skipIdle(skip: boolean): void {
    const other = new Timeline(this.cast.events, skip);
    this.time = this.timeline.translate(this.time, other);
    this.timeline = other;
  }
}

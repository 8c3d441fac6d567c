import type { Frames, Playback } from '@/lib/domain/recording';

export const SPEEDS = [0.5, 1, 2, 4, 8] as const;
export type Speed = (typeof SPEEDS)[number];

/** What the controls show. */
export interface PlayerState {
  playing: boolean;
  position: number;
  duration: number;
  atEnd: boolean;
  speed: Speed;
  skipIdle: boolean;
}

/** Plays a recording by the browser's clock. */
export class Player {
  private readonly listeners = new Set<() => void>();
  private frame: number | null = null;
  private last = 0;
  private state: PlayerState;

  constructor(
    private readonly playback: Playback,
    private readonly draw: (frames: Frames) => void,
    options: { skipIdle: boolean },
  ) {
    this.state = { playing: false, position: 0, duration: 0, atEnd: false, speed: 1, ...options };
    this.show(this.playback.seek(0));
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly get = (): PlayerState => this.state;

  play(): void {
    if (this.frame !== null) return;
    if (this.playback.atEnd) this.show(this.playback.seek(0));
    this.last = performance.now();
    this.frame = requestAnimationFrame(this.tick);
    this.change({ playing: true });
  }

  pause(): void {
    if (this.frame !== null) cancelAnimationFrame(this.frame);
    this.frame = null;
    this.change({ playing: false });
  }

  toggle(): void {
    if (this.state.playing) this.pause();
    else this.play();
  }

  seek(position: number): void {
    this.show(this.playback.seek(position));
  }

  /** Goes so many seconds ahead, or back. */
  step(seconds: number): void {
    this.seek(this.playback.position + seconds);
  }

  setSpeed(speed: Speed): void {
    this.change({ speed });
  }

  /** The next speed, or the one before. */
  shift(by: 1 | -1): void {
    const speed = SPEEDS[SPEEDS.indexOf(this.state.speed) + by];
    if (speed !== undefined) this.setSpeed(speed);
  }

  setSkipIdle(skipIdle: boolean): void {
    this.playback.skipIdle(skipIdle);
    this.change({ skipIdle, position: this.playback.position, duration: this.playback.duration });
  }

  private readonly tick = (now: number): void => {
    const seconds = (Math.max(0, now - this.last) / 1000) * this.state.speed;
    this.last = now;
    this.show(this.playback.advance(seconds));
    if (this.playback.atEnd) this.pause();
    else this.frame = requestAnimationFrame(this.tick);
  };

  private show(frames: Frames): void {
    this.draw(frames);
    const { position, duration, atEnd } = this.playback;
    this.change({ position, duration, atEnd });
  }

  private change(part: Partial<PlayerState>): void {
    this.state = { ...this.state, ...part };
    for (const listener of this.listeners) listener();
  }
}

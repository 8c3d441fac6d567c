import { CHANNEL, frame, FRAME_BYTES, type OutputRing, type ShellExit } from '@/lib/domain/shell';
import type { Seat, ShellViewer } from './viewer';

interface Watcher {
  viewer: ShellViewer;
  name: string;
  /** The place of the next byte that it gets. */
  at: number;
}

/**
 * Those who watch a session. Each reads from the ring at its own pace; who is too slow for it misses a part and is told
 * how much. Nobody waits for them.
 */
export class Watchers {
  private readonly all = new Set<Watcher>();

  constructor(
    private readonly ring: OutputRing,
    private readonly changed: () => void,
  ) {}

  /** Who watches, each name once. */
  get names(): string[] {
    return [...new Set([...this.all].map((watcher) => watcher.name))];
  }

  /** Adds one, who begins with what is kept. */
  add(viewer: ShellViewer, name: string, session: string): Seat {
    const { ring } = this;
    const from = ring.resumeAt(0);
    const watcher: Watcher = { viewer, name, at: from };
    viewer.note({ note: 'attached', session, from, skipped: from, until: ring.end, typed: 0 });
    this.all.add(watcher);
    this.pump(watcher);
    this.changed();
    return {
      room: () => this.pump(watcher),
      leave: () => {
        if (this.all.delete(watcher)) this.changed();
      },
    };
  }

  /** New output stands at the end of the ring. */
  pushed(item: Uint8Array): void {
    for (const watcher of this.all) {
      const upToDate = watcher.at === this.ring.end - (item.length - 1);
      if (!upToDate || watcher.viewer.full()) {
        this.pump(watcher);
        continue;
      }
      watcher.at = this.ring.end;
      watcher.viewer.show(item);
    }
  }

  note(note: Parameters<ShellViewer['note']>[0]): void {
    for (const { viewer } of this.all) viewer.note(note);
  }

  end(exit: ShellExit, status: Uint8Array): void {
    for (const { viewer } of this.all) viewer.end(exit, status, false);
    this.all.clear();
  }

  private pump(watcher: Watcher): void {
    const { ring } = this;
    while (watcher.at < ring.end && !watcher.viewer.full()) {
      const from = ring.resumeAt(watcher.at);
      if (from > watcher.at) watcher.viewer.note({ note: 'skipped', bytes: from - watcher.at });
      const bytes = ring.read(from, FRAME_BYTES);
      watcher.at = from + bytes.length;
      watcher.viewer.show(frame(CHANNEL.stdout, bytes));
    }
  }
}

import { LineBatch, type LogItem } from '@/lib/domain/log';
import { isProblem, Problem } from '@/lib/domain/problem';
import type { PodFeed } from '../feed';
import { countSkipped, streamOpened } from '../log-metrics';
import { containerLog } from '../source';
import type { OpenLog } from '../source-options';
import { LogRing, type Place } from './ring';

/** Somebody who may read the container's log, and in whose name its upstream can be opened. */
export interface HubReader {
  open: OpenLog;
  /** Tells once, until the signal ends, that this person may no longer. */
  guard: (signal: AbortSignal, lost: () => void) => void;
}

/** One stream of a person out of the hub. */
export interface Viewer {
  reader: HubReader;
  place: Place;
  /** Set when the cluster refused this person. */
  refused: { error: unknown } | null;
  wake: (() => void) | null;
}

/** From where on the upstream is read: what the first viewer asked for. */
export interface Range {
  tail?: number;
  since?: string;
}

interface HubOptions extends Range {
  pod: string;
  uid: string;
  container: string;
  ringBytes: number;
  openFeed: () => Promise<PodFeed>;
  /** Called once, when nobody may join any more. */
  closed: () => void;
}

/** How long an upstream outlives its last viewer, so that a reloaded page finds its lines in memory. */
const LINGER_MS = 30_000;
/** The upstream is read so far ahead of the quickest viewer. */
const AHEAD_BYTES = 1024 * 1024;
/** Nothing came for so long: what was waiting in the file has been read. */
const QUIET_MS = 50;
const SURELY_QUIET_MS = 300;
const LIVE_MS = 1000;
/** A flood comes line by line: whatever is written to a viewer costs the same for one line as for hundreds. */
const SHORTEST_ROUND_MS = 5;
const LONGEST_ROUND_MS = 250;
const ROUND_BYTES = 64 * 1024;

/**
 * The one upstream of a container's log, and its newest lines in memory. The quickest viewer sets the pace: while
 * nobody is near the head the upstream waits, and who falls too far behind is told how much it missed.
 */
export class ContainerHub {
  readonly ring: LogRing;
  readonly pod: string;
  readonly container: string;
  /** Set when the log has come to its end, or could not be read. */
  ended: { error: unknown } | null = null;
  private readonly viewers = new Set<Viewer>();
  private readonly abort = new AbortController();
  private sponsor: { reader: HubReader; guard: AbortController } | null = null;
  private readonly lost = new WeakSet<HubReader>();
  private cutUpstream: () => void = () => undefined;
  private wantMore: (() => void) | null = null;
  private waitingSince: number | null = null;
  /**
   * The head was once as new as the log, and the upstream has not waited for its readers since. When a busy machine
   * is late then, the head is all the same what the cluster would answer with soon.
   */
  private live = false;
  private complete: boolean;
  private lingering: { timer: NodeJS.Timeout; from: number } | null = null;
  private pending: LineBatch[] = [];
  private pendingBytes = 0;
  private round: NodeJS.Timeout | null = null;
  private lastRound = 0;
  private roundCost = 0;
  private isClosed = false;

  constructor(private readonly options: HubOptions) {
    this.pod = options.pod;
    this.container = options.container;
    this.ring = new LogRing(options.ringBytes);
    this.complete = options.tail === undefined && options.since === undefined;
  }

  get viewerCount(): number {
    return this.viewers.size;
  }

  /** Begins to read; called once, when the first viewer has joined. */
  start(): void {
    void this.pump().then(
      () => this.end(null),
      (error: unknown) => this.end(error),
    );
  }

  /** A new viewer at the head. */
  join(reader: HubReader): Viewer {
    if (this.lingering) clearTimeout(this.lingering.timer);
    this.lingering = null;
    const viewer: Viewer = { reader, place: this.ring.head, refused: null, wake: null };
    this.viewers.add(viewer);
    this.advanced();
    return viewer;
  }

  leave(viewer: Viewer): void {
    if (!this.viewers.delete(viewer)) return;
    viewer.wake?.();
    this.advanced();
    if (this.viewers.size > 0 || this.isClosed) return;
    const timer = setTimeout(() => this.close(), LINGER_MS);
    timer.unref();
    this.lingering = { timer, from: this.ring.head.byte };
  }

  /** Where a viewer who wants this range begins in memory; null when memory does not reach as far. */
  placeFor(range: Range): number | null {
    this.judgeComplete();
    const whole = this.complete && this.ring.holdsRun;
    if (range.tail !== undefined) {
      if (!this.caughtUp) return null;
      const back = this.ring.back(range.tail) ?? (whole ? this.ring.runStart : null);
      if (back === null || range.since === undefined) return back;
      return Math.max(back, this.ring.since(range.since));
    }
    if (range.since !== undefined) {
      const oldest = this.ring.oldestStamp;
      return whole || (oldest !== '' && oldest < range.since) ? this.ring.since(range.since) : null;
    }
    return whole ? this.ring.runStart : null;
  }

  /** True when memory holds everything that came after `newest`; what the hub has not read yet included. */
  reaches(newest: string, since: string | undefined): boolean {
    const oldest = this.ring.oldestStamp;
    if (newest !== '') return oldest <= newest;
    return (this.complete && this.ring.tail.slot === 0) || (since !== undefined && oldest < since);
  }

  /** True when what was waiting in the file has been read, so that the head is the end of the log. */
  get caughtUp(): boolean {
    const { head, newestStamp } = this.ring;
    const quiet = this.waitingSince !== null && head.line > 0 && Date.now() - this.waitingSince >= QUIET_MS;
    // A log that is written all the time is never quiet: then its lines tell, by being new.
    this.live ||= isFresh(newestStamp);
    return quiet || this.live || this.ended !== null;
  }

  /** Resolves when there is something behind the head that this viewer knew, or a reason to look. */
  news(viewer: Viewer, patience?: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = patience === undefined ? null : setTimeout(() => viewer.wake?.(), patience);
      viewer.wake = () => {
        if (timer) clearTimeout(timer);
        viewer.wake = null;
        resolve();
      };
    });
  }

  /** A viewer took something: the upstream may be wanted. */
  advanced(): void {
    if (this.wantMore && this.wanted) this.wantMore();
  }

  /** The place of a line or mark in memory. */
  moveTo(viewer: Viewer, slot: number): void {
    viewer.place = this.ring.read(slot)?.at ?? this.ring.head;
    this.advanced();
  }

  /** Notes lines that a viewer did not get. */
  missed(lines: number): void {
    countSkipped(lines);
  }

  private async pump(): Promise<void> {
    const { pod, uid, container, tail, since } = this.options;
    const feed = await this.options.openFeed();
    try {
      const items = containerLog(this.open, feed, {
        pod,
        uid,
        container,
        follow: true,
        previous: false,
        ...(tail === undefined ? {} : { tail }),
        ...(since === undefined ? {} : { since }),
        signal: this.abort.signal,
      });
      for (;;) {
        this.waitingSince = Date.now();
        const { done, value } = await items.next();
        if (done) return;
        this.judgeComplete();
        this.waitingSince = null;
        this.take(value);
        while (!this.wanted && !this.abort.signal.aborted) {
          this.live = false;
          await this.demand();
        }
      }
    } finally {
      feed.close();
    }
  }

  private take(item: LogItem): void {
    if (item.kind === 'mark') {
      this.publish();
      this.ring.push(item);
      this.wakeAll();
      return;
    }
    this.pending.push(item.lines);
    this.pendingBytes += item.lines.size;
    if (this.round) {
      if (this.pendingBytes >= ROUND_BYTES) this.publish();
      return;
    }
    // Half of the time is left for everything else, however many viewers there are.
    const round = Math.min(LONGEST_ROUND_MS, Math.max(SHORTEST_ROUND_MS, 2 * this.roundCost));
    const pause = round - (performance.now() - this.lastRound);
    if (pause <= 0 || this.pendingBytes >= ROUND_BYTES) this.publish();
    else this.round = setTimeout(() => this.publish(), pause);
  }

  /** One round: what has gathered becomes one entry, and every viewer at the head gets the same bytes. */
  private publish(): void {
    if (this.round) clearTimeout(this.round);
    this.round = null;
    if (this.pending.length === 0) return;
    const lines = LineBatch.join(this.pending);
    this.pending = [];
    this.pendingBytes = 0;
    const began = performance.now();
    this.lastRound = began;
    this.ring.push({ kind: 'lines', pod: this.pod, container: this.container, lines });
    this.wakeAll();
    // By then every viewer that waited has written what it got.
    setImmediate(() => {
      this.roundCost = performance.now() - began;
    });
  }

  private wakeAll(): void {
    for (const viewer of this.viewers) viewer.wake?.();
  }

  private get wanted(): boolean {
    const { byte } = this.ring.head;
    if (this.lingering) {
      // A flood that nobody reads is not worth reading.
      if (byte - this.lingering.from > this.options.ringBytes) this.close();
      return true;
    }
    for (const viewer of this.viewers) if (byte - viewer.place.byte < AHEAD_BYTES) return true;
    return false;
  }

  private demand(): Promise<void> {
    return new Promise((resolve) => {
      this.wantMore = () => {
        this.wantMore = null;
        resolve();
      };
    });
  }

  /** Fewer lines than were asked for: the log has no more. */
  private judgeComplete(): void {
    const { tail, since } = this.options;
    if (this.complete || tail === undefined || since !== undefined || this.waitingSince === null) return;
    const { line } = this.ring.head;
    if (line > 0 && line < tail && Date.now() - this.waitingSince >= SURELY_QUIET_MS) this.complete = true;
  }

  /** Opens the upstream in the name of somebody who may; who is refused here is refused as a viewer, too. */
  private readonly open: OpenLog = async (options) => {
    for (;;) {
      const reader = this.sponsorNow();
      if (!reader) throw new Problem('auth.forbidden', { permission: 'logs.read' });
      const cut = new AbortController();
      try {
        if (options.follow) this.cutUpstream = () => cut.abort();
        const stream = await reader.open({
          ...options,
          signal: AbortSignal.any([options.signal, cut.signal]),
        });
        if (options.follow) streamOpened('shared', stream);
        return stream;
      } catch (error) {
        if (!isProblem(error) || (error.status !== 401 && error.status !== 403)) throw error;
        this.disown(reader);
        for (const viewer of this.viewers) {
          if (viewer.reader !== reader) continue;
          viewer.refused = { error };
          viewer.wake?.();
        }
        if (!this.sponsorNow()) throw error;
      }
    }
  };

  private sponsorNow(): HubReader | null {
    if (this.sponsor) return this.sponsor.reader;
    for (const { reader } of this.viewers) {
      if (this.lost.has(reader)) continue;
      const guard = new AbortController();
      this.sponsor = { reader, guard };
      reader.guard(guard.signal, () => {
        this.disown(reader);
        this.cutUpstream();
        if (this.viewers.size === 0) this.close();
      });
      return reader;
    }
    return null;
  }

  /** Nothing is opened in this person's name any more. */
  private disown(reader: HubReader): void {
    this.lost.add(reader);
    if (this.sponsor?.reader !== reader) return;
    this.sponsor.guard.abort();
    this.sponsor = null;
  }

  private close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    if (this.lingering) clearTimeout(this.lingering.timer);
    this.sponsor?.guard.abort();
    this.options.closed();
    this.abort.abort();
    this.wantMore?.();
  }

  private end(error: unknown): void {
    this.publish();
    this.ended = { error };
    this.close();
    this.wakeAll();
  }
}

function isFresh(stamp: string): boolean {
  return stamp !== '' && Date.parse(`${stamp.slice(0, 23)}Z`) > Date.now() - LIVE_MS;
}

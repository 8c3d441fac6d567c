import type { LogEntry } from './entry';
import type { LogBuffer } from './log-buffer';
import { Ring } from './ring';
import { RowHeights } from './row-heights';
import { placeOf, type Selection } from './selection';

/** Height of a line that is not wrapped. */
const ROW = 20;
// How near to the end still counts as being there.
const NEAR = 40;
// Rows are drawn so far beyond what is seen.
const BEYOND = 300;

export interface ScreenSnapshot {
  /** The rows to draw, the first of them at this place and so far below the top. */
  rows: LogEntry[];
  start: number;
  top: number;
  /** Height of all rows, drawn or not. */
  total: number;
  follow: boolean;
  /** How many rows came since following was paused. */
  behind: number;
  selection: Selection | null;
  /** Ids of the lines whose details are open. */
  open: ReadonlySet<number>;
}

/** What of a log is on the screen: only rows in sight are drawn, and what is read stays where it is while more comes. */
export class LogScreen {
  private box: HTMLElement | null = null;
  private rows = new Ring<LogEntry>();
  private heights = new RowHeights(ROW);
  private follow = true;
  private pausedAt = 0;
  /** The row at the upper edge while not following, and how much of it is out of sight. */
  private held = { place: 0, past: 0 };
  /** Where the box was scrolled to by us. */
  private placed = 0;
  private width = 0;
  private manner = '';
  private selection: Selection | null = null;
  private open: ReadonlySet<number> = new Set();
  private snapshot: ScreenSnapshot = {
    rows: [],
    start: 0,
    top: 0,
    total: 0,
    follow: true,
    behind: 0,
    selection: null,
    open: this.open,
  };
  private readonly listeners = new Set<() => void>();

  constructor(readonly buffer: LogBuffer) {}

  get = (): ScreenSnapshot => this.snapshot;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Begins to draw into a box that scrolls; the answer ends that. */
  attach(box: HTMLElement): () => void {
    this.box = box;
    const scrolled = () => this.scrolled();
    box.addEventListener('scroll', scrolled, { passive: true });
    const leave = this.buffer.subscribe(() => this.update());
    const observer = new ResizeObserver(() => this.resized());
    observer.observe(box);
    this.resized();
    return () => {
      box.removeEventListener('scroll', scrolled);
      leave();
      observer.disconnect();
      this.box = null;
    };
  }

  setFollow(follow: boolean): void {
    if (follow === this.follow) return;
    this.hold();
    this.follow = follow;
    this.pausedAt = this.rows.end;
    this.update();
  }

  select(selection: Selection | null): void {
    this.selection = selection;
    this.update();
  }

  /** Opens or closes the details of a line. */
  toggle(id: number): void {
    const open = new Set(this.open);
    if (!open.delete(id)) open.add(id);
    this.open = open;
    // What is looked at must not run away.
    this.setFollow(false);
    this.update();
  }

  /** Rows are drawn in another manner: what was measured of them means nothing any more. */
  drawAs(manner: string): void {
    if (manner === this.manner) return;
    this.manner = manner;
    this.heights = new RowHeights(ROW, this.rows.first);
    this.update();
  }

  /** Takes the heights of what was drawn, and puts the box where it belongs; called after each drawing. */
  drawn(): void {
    const { box } = this;
    if (!box) return;
    let news = false;
    for (const row of box.querySelectorAll<HTMLElement>('[data-index]')) {
      const { height } = row.getBoundingClientRect();
      if (this.heights.measured(Number(row.dataset['index']), height)) news = true;
    }
    if (news) this.update();
    const wanted = this.follow
      ? box.scrollHeight - box.clientHeight
      : this.heights.topOf(this.held.place) + this.held.past;
    if (Math.abs(box.scrollTop - wanted) >= 1) box.scrollTop = wanted;
    this.placed = box.scrollTop;
  }

  /** Brings a row into sight, in the middle when it is out of it. */
  reveal(place: number): void {
    const { box, heights } = this;
    if (!box) return;
    const top = heights.topOf(place);
    const bottom = heights.topOf(place + 1);
    if (top >= box.scrollTop && bottom <= box.scrollTop + box.clientHeight) return;
    this.scrollTo(Math.max(0, top - box.clientHeight / 2));
  }

  /** Moves what is seen by so many pixels. */
  scrollBy(pixels: number): void {
    if (this.box) this.scrollTo(this.box.scrollTop + pixels);
  }

  /** The place of the row at a height of the window. */
  placeAt(clientY: number): number {
    const { box } = this;
    if (!box) return this.rows.first;
    const { top, bottom } = box.getBoundingClientRect();
    const inBox = Math.min(Math.max(clientY, top), bottom - 1) - top;
    return this.heights.placeAt(box.scrollTop + inBox);
  }

  /** The row from which keys and searches go on: where the selection ends, else the first in sight. */
  get active(): number {
    return this.selection ? placeOf(this.rows, this.selection.focus.id) : this.placeAt(0);
  }

  private scrollTo(top: number): void {
    const { box } = this;
    if (!box) return;
    if (this.follow) {
      this.follow = false;
      this.pausedAt = this.rows.end;
    }
    const most = Math.max(0, this.heights.total - box.clientHeight);
    const to = Math.min(Math.max(0, top), most);
    this.holdAt(to);
    this.update();
  }

  private scrolled(): void {
    const { box } = this;
    if (!box || Math.abs(box.scrollTop - this.placed) < 1) return;
    const up = box.scrollTop < this.placed;
    this.placed = box.scrollTop;
    const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;
    if (this.follow && up && !atEnd) {
      this.follow = false;
      this.pausedAt = this.rows.end;
    } else if (!this.follow && atEnd && !up) this.follow = true;
    this.hold();
    this.update();
  }

  private resized(): void {
    const width = this.box?.clientWidth ?? 0;
    if (width !== this.width) this.heights = new RowHeights(ROW, this.rows.first);
    this.width = width;
    this.update();
  }

  private hold(): void {
    if (this.box) this.holdAt(this.box.scrollTop);
  }

  private holdAt(top: number): void {
    const place = this.heights.placeAt(top);
    this.held = { place, past: top - this.heights.topOf(place) };
  }

  private update(): void {
    const { box } = this;
    const { shown } = this.buffer.get();
    if (shown !== this.rows) this.begin(shown);
    const { rows, heights, held, follow } = this;
    heights.fit(rows.first, rows.end);
    if (held.place < rows.first) this.held = { place: rows.first, past: 0 };
    const height = box?.clientHeight ?? 0;
    const seenFrom = follow
      ? Math.max(0, heights.total - height)
      : heights.topOf(this.held.place) + this.held.past;
    const start = heights.placeAt(Math.max(0, seenFrom - BEYOND));
    const last = heights.placeAt(seenFrom + height + BEYOND);
    const drawn: LogEntry[] = [];
    for (let place = start; place <= last; place += 1) {
      const entry = rows.at(place);
      if (entry) drawn.push(entry);
    }
    this.snapshot = {
      rows: drawn,
      start,
      top: heights.topOf(start),
      total: heights.total,
      follow,
      behind: follow ? 0 : Math.max(0, rows.end - this.pausedAt),
      selection: this.selection,
      open: this.open,
    };
    for (const listener of this.listeners) listener();
  }

  /** Other rows are shown now: what was read is looked for among them. */
  private begin(shown: Ring<LogEntry>): void {
    const id = this.rows.at(this.held.place)?.id;
    this.rows = shown;
    this.heights = new RowHeights(ROW, shown.first);
    this.held = { place: id === undefined ? shown.first : placeOf(shown, id), past: 0 };
    this.pausedAt = shown.end;
    if (shown.length === 0) {
      this.selection = null;
      this.open = new Set();
    }
  }
}

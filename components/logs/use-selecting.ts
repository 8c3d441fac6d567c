'use client';

import { useEffect, useState, type ClipboardEvent, type KeyboardEvent, type MouseEvent } from 'react';
import type { LogEntry } from './entry';
import type { LogScreen } from './log-screen';
import { plainText } from './safe-text';
import { isEmpty, selectedText, wordAt, type Point, type Selection } from './selection';

interface Options {
  onFind: () => void;
  onNext: (forward: boolean) => void;
}

/** Selecting by mouse and keys over all lines, drawn or not; what the browser selects ends where drawing does. */
export function useSelecting(screen: LogScreen, { onFind, onNext }: Options) {
  const [drag] = useState(() => new Drag(screen));
  useEffect(() => () => drag.end(), [drag]);

  const onMouseDown = (event: MouseEvent<HTMLElement>) => {
    const target = event.target as Element;
    if (event.button !== 0 || target.closest('button, a, [data-details]')) return;
    const box = event.currentTarget;
    // A press on the scrollbar is none on the text.
    if (event.clientX > box.getBoundingClientRect().left + box.clientWidth) return;
    event.preventDefault();
    window.getSelection()?.removeAllRanges();
    box.focus({ preventScroll: true });
    drag.begin(box, event.clientX, event.clientY, event.shiftKey, event.detail);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target !== event.currentTarget) return;
    if (act(screen, event, onFind, onNext)) event.preventDefault();
  };

  const onCopy = (event: ClipboardEvent<HTMLElement>) => {
    const { selection } = screen.get();
    // Marked in the details of a line: the browser's own.
    if (!selection || isEmpty(selection) || window.getSelection()?.toString()) return;
    event.preventDefault();
    event.clipboardData.setData('text/plain', selectedText(screen.buffer.get().shown, selection));
  };

  return { onMouseDown, onKeyDown, onCopy };
}

/** What a key does; false when it is not ours. */
function act(
  screen: LogScreen,
  event: KeyboardEvent<HTMLElement>,
  onFind: () => void,
  onNext: (forward: boolean) => void,
): boolean {
  const rows = screen.buffer.get().shown;
  const { selection } = screen.get();
  const first = rows.at(rows.first);
  const last = rows.at(rows.end - 1);
  const command = event.ctrlKey || event.metaKey;
  if (!first || !last || event.altKey) return false;
  if (command && event.key.toLowerCase() === 'a') {
    screen.setFollow(false);
    screen.select({ anchor: { id: first.id, at: 0 }, focus: { id: last.id, at: Infinity } });
  } else if (command && event.key.toLowerCase() === 'f') onFind();
  else if (command) return false;
  else if (event.key === 'F3') onNext(!event.shiftKey);
  else if (event.key === 'Escape' && selection) screen.select(null);
  else if (event.key === 'Enter' && rows.at(screen.active)?.kind === 'line')
    screen.toggle(rows.at(screen.active)?.id ?? 0);
  else if (event.key === 'End' && !event.shiftKey) screen.setFollow(true);
  else {
    const to = target(event.key, screen, rows.first, rows.end - 1);
    const entry = to === null ? undefined : rows.at(to);
    if (to === null || !entry || (!event.shiftKey && event.key === 'Home')) return false;
    screen.select(lineSelection(entry, event.shiftKey ? selection : null));
    screen.reveal(to);
  }
  return true;
}

function target(key: string, screen: LogScreen, first: number, last: number): number | null {
  const { active } = screen;
  const begun = screen.get().selection !== null;
  if (key === 'ArrowDown') return Math.min(last, begun ? active + 1 : active);
  if (key === 'ArrowUp') return Math.max(first, begun ? active - 1 : active);
  if (key === 'Home') return first;
  if (key === 'End') return last;
  return null;
}

/** A whole line, or everything from where the selection began to it. */
function lineSelection(entry: LogEntry, from: Selection | null): Selection {
  if (!from) return { anchor: { id: entry.id, at: 0 }, focus: { id: entry.id, at: Infinity } };
  const up = entry.id < from.anchor.id;
  return {
    anchor: { id: from.anchor.id, at: up ? Infinity : 0 },
    focus: { id: entry.id, at: up ? 0 : Infinity },
  };
}

/** One draw of the mouse, from press to release; beyond the edge the lines come to it. */
class Drag {
  private box: HTMLElement | null = null;
  private at = { x: 0, y: 0 };
  private frame = 0;
  private fixed: Selection | null = null;

  constructor(private readonly screen: LogScreen) {}

  begin(box: HTMLElement, x: number, y: number, extend: boolean, presses: number): void {
    this.end();
    this.box = box;
    this.at = { x, y };
    const point = this.point();
    if (!point) return;
    const { selection } = this.screen.get();
    const entry = this.screen.buffer.get().shown.at(this.screen.placeAt(y));
    this.fixed = null;
    if (extend && selection) this.screen.select({ anchor: selection.anchor, focus: point });
    else if (presses >= 3) this.fixed = whole(point.id, 0, Infinity);
    else if (presses === 2 && entry?.kind === 'line')
      this.fixed = whole(point.id, ...wordAt(plainText(entry.text), point.at));
    else this.screen.select({ anchor: point, focus: point });
    if (this.fixed) this.screen.select(this.fixed);
    window.addEventListener('mousemove', this.moved);
    window.addEventListener('mouseup', this.released);
  }

  end(): void {
    cancelAnimationFrame(this.frame);
    window.removeEventListener('mousemove', this.moved);
    window.removeEventListener('mouseup', this.released);
  }

  private readonly moved = (event: globalThis.MouseEvent) => {
    if (event.buttons === 0) return this.end();
    this.at = { x: event.clientX, y: event.clientY };
    // What is being selected must not move away under the mouse.
    this.screen.setFollow(false);
    this.extend();
    cancelAnimationFrame(this.frame);
    if (this.beyond() !== 0) this.frame = requestAnimationFrame(this.roll);
  };

  private readonly released = () => this.end();

  private readonly roll = () => {
    const beyond = this.beyond();
    if (beyond === 0) return;
    this.screen.scrollBy(beyond / 2);
    this.extend();
    this.frame = requestAnimationFrame(this.roll);
  };

  private beyond(): number {
    const { top = 0, bottom = 0 } = this.box?.getBoundingClientRect() ?? {};
    return Math.min(0, this.at.y - top) + Math.max(0, this.at.y - bottom);
  }

  private extend(): void {
    const { selection } = this.screen.get();
    const point = this.point();
    if (!selection || !point) return;
    const { fixed } = this;
    if (!fixed) return this.screen.select({ anchor: selection.anchor, focus: point });
    const before = point.id < fixed.anchor.id || (point.id === fixed.anchor.id && point.at < fixed.anchor.at);
    const inside = point.id === fixed.anchor.id && point.at <= fixed.focus.at && !before;
    if (inside) this.screen.select(fixed);
    else this.screen.select({ anchor: before ? fixed.focus : fixed.anchor, focus: point });
  }

  private point(): Point | null {
    const { box, screen, at } = this;
    const place = screen.placeAt(at.y);
    const entry = screen.buffer.get().shown.at(place);
    if (!box || !entry) return null;
    const text = box.querySelector(`[data-index="${place}"] [data-text]`);
    return { id: entry.id, at: text ? offsetIn(text, box, at.x, at.y) : 0 };
  }
}

function whole(id: number, from: number, to: number): Selection {
  return { anchor: { id, at: from }, focus: { id, at: to } };
}

/** How many characters of a text stand before a place of the window. */
function offsetIn(text: Element, box: HTMLElement, x: number, y: number): number {
  const edge = box.getBoundingClientRect();
  const inside = Math.min(Math.max(y, edge.top + 1), edge.bottom - 2);
  const caret = caretAt(x, inside);
  const first = text.getClientRects()[0];
  if (!caret || !text.contains(caret.node)) {
    if (!first) return 0;
    return inside < first.top || (inside <= first.bottom && x < first.left) ? 0 : Infinity;
  }
  const range = document.createRange();
  range.setStart(text, 0);
  range.setEnd(caret.node, caret.offset);
  return range.toString().length;
}

function caretAt(x: number, y: number): { node: Node; offset: number } | null {
  if ('caretPositionFromPoint' in document) {
    const caret = document.caretPositionFromPoint(x, y);
    return caret && { node: caret.offsetNode, offset: caret.offset };
  }
  // Safari knows the older name only.
  const older = document as unknown as { caretRangeFromPoint?: (x: number, y: number) => Range | null };
  const range = older.caretRangeFromPoint?.(x, y) ?? null;
  return range && { node: range.startContainer, offset: range.startOffset };
}

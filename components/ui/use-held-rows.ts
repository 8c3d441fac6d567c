'use client';

import { useState, type FocusEvent } from 'react';

interface Held<Row> {
  /** Which page, search, order the rows belong to. */
  view: string;
  rows: readonly Row[];
}

interface HeldRows<Row> {
  rows: Row[];
  /** Keys of rows that are gone and still stand, so that nothing jumps. */
  gone: ReadonlySet<string>;
  /** How many came meanwhile and wait. */
  waiting: number;
  /** Of the element around the rows. */
  handlers: {
    onPointerEnter: () => void;
    onPointerLeave: () => void;
    onFocus: (event: FocusEvent<HTMLElement>) => void;
    onBlur: (event: FocusEvent<HTMLElement>) => void;
  };
}

/**
 * Rows that keep their places while the pointer or the keyboard's focus is among them: each changes where it stands, what came or
 * moved waits until nobody is about to click. Another `view` is another set of rows and begins at once.
 */
export function useHeldRows<Row>(
  rows: readonly Row[],
  rowKey: (row: Row) => string,
  view: string,
): HeldRows<Row> {
  const [pointer, setPointer] = useState(false);
  const [focus, setFocus] = useState(false);
  const [held, setHeld] = useState<Held<Row> | null>(null);
  const hold = pointer || focus;
  if (hold && held?.view !== view) setHeld({ view, rows });
  if (!hold && held) setHeld(null);
  const handlers: HeldRows<Row>['handlers'] = {
    onPointerEnter: () => setPointer(true),
    onPointerLeave: () => setPointer(false),
    // Of the keyboard only: what was clicked keeps the focus long after.
    onFocus: ({ target }) => setFocus(target.matches(':focus-visible')),
    onBlur: (event) => setFocus(event.currentTarget.contains(event.relatedTarget)),
  };
  if (!hold || !held || held.view !== view) {
    return { rows: [...rows], gone: new Set(), waiting: 0, handlers };
  }
  const now = new Map(rows.map((row) => [rowKey(row), row]));
  const standing = new Set(held.rows.map(rowKey));
  return {
    rows: held.rows.map((row) => now.get(rowKey(row)) ?? row),
    gone: new Set([...standing].filter((key) => !now.has(key))),
    waiting: rows.filter((row) => !standing.has(rowKey(row))).length,
    handlers,
  };
}

'use client';

import { useEffect, useRef, type RefObject } from 'react';

const MARK_MS = 1200;

/**
 * A short mark on rows that changed or came while the same view is shown. Drawn over the element, so that no row is
 * rendered for it; what changed is told by the row's own words.
 */
export function useChangeMarks<Row>(
  around: RefObject<HTMLElement | null>,
  rows: readonly Row[],
  rowKey: (row: Row) => string,
  view: string,
): void {
  const before = useRef<{ view: string; rows: Map<string, Row> } | null>(null);
  useEffect(() => {
    const last = before.current;
    before.current = { view, rows: new Map(rows.map((row) => [rowKey(row), row])) };
    if (last?.view !== view) return;
    const changed = rows.filter((row) => last.rows.get(rowKey(row)) !== row);
    // All at once is a new list, not a change of it.
    if (changed.length > rows.length / 2 && rows.length > 4) return;
    for (const row of changed) {
      const element = around.current?.querySelector(`[data-row-key="${CSS.escape(rowKey(row))}"]`);
      element?.animate([{ backgroundColor: 'var(--changed)' }, { backgroundColor: 'transparent' }], {
        duration: MARK_MS,
        easing: 'ease-out',
      });
    }
  });
}

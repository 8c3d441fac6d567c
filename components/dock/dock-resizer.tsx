'use client';

import type { KeyboardEvent, PointerEvent } from 'react';
import { LEAST_HEIGHT } from './dock-store';
import styles from './dock.module.css';

interface Props {
  height: number;
  onResize: (height: number) => void;
  label: string;
}

const STEP = 32;

/** The dock's upper edge: dragged, or moved by the arrow keys. */
export function DockResizer({ height, onResize, label }: Props) {
  const down = (event: PointerEvent<HTMLDivElement>) => {
    const handle = event.currentTarget;
    const from = event.clientY;
    handle.setPointerCapture(event.pointerId);
    const move = (next: globalThis.PointerEvent) => onResize(height + from - next.clientY);
    const up = () => {
      handle.removeEventListener('pointermove', move);
      handle.removeEventListener('pointerup', up);
      handle.removeEventListener('pointercancel', up);
    };
    handle.addEventListener('pointermove', move);
    handle.addEventListener('pointerup', up);
    handle.addEventListener('pointercancel', up);
    event.preventDefault();
  };
  const key = (event: KeyboardEvent) => {
    const step = { ArrowUp: STEP, ArrowDown: -STEP }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    onResize(height + step);
  };
  return (
    // A separator that can be moved is a control (ARIA 1.2, window splitter).
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      role="separator"
      aria-orientation="horizontal"
      aria-label={label}
      aria-valuemin={LEAST_HEIGHT}
      aria-valuemax={1200}
      aria-valuenow={height}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className={styles.resizer}
      onPointerDown={down}
      onKeyDown={key}
    />
  );
}

'use client';

import { Tooltip } from 'antd';
import { useLocale } from 'next-intl';
import { useEffect, useState } from 'react';
import { exactTime, relativeTime } from './time';

// One clock for all times on a page; a timer each would be hundreds in a table.
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function onTick(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => listeners.forEach((each) => each()), 10_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** How long ago, with the exact time on hover; `—` for nothing. */
export function RelativeTime({ at }: { at: string | Date | null | undefined }) {
  const locale = useLocale();
  const [, tick] = useState(0);
  useEffect(() => onTick(() => tick((count) => count + 1)), []);
  if (!at) return <span className="quiet">—</span>;
  const time = new Date(at);
  return (
    <Tooltip title={<span suppressHydrationWarning>{exactTime(time, locale)}</span>}>
      <time dateTime={time.toISOString()} className="nowrap" suppressHydrationWarning>
        {relativeTime(time, new Date(), locale)}
      </time>
    </Tooltip>
  );
}

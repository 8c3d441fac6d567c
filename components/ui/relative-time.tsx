'use client';

import { Tooltip } from 'antd';
import { useLocale } from 'next-intl';
import { useEffect, useState } from 'react';
import { exactTime, relativeTime } from './time';

const TICK = 10_000;

// One clock for all times on a page; a timer each would be hundreds in a table.
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function onTick(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => listeners.forEach((each) => each()), TICK);
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
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => onTick(() => setNow(Date.now())), []);
  if (!at) return <span className="quiet">—</span>;
  const time = new Date(at);
  // What happened after the last tick is now, not in the future.
  const lead = time.getTime() - now;
  return (
    <Tooltip title={<span suppressHydrationWarning>{exactTime(time, locale)}</span>}>
      <time dateTime={time.toISOString()} className="nowrap" suppressHydrationWarning>
        {relativeTime(time, new Date(lead > 0 && lead < TICK + 5000 ? time : now), locale)}
      </time>
    </Tooltip>
  );
}

'use client';

import { Tooltip } from 'antd';
import { useLocale } from 'next-intl';
import { useEffect, useState } from 'react';
import { onTick } from './tick';
import { exactTime, relativeTime } from './time';

const STEP = 5000;
/** Clocks of cluster and browser differ a little. */
const AHEAD = 15_000;

/** How long ago, with the exact time on hover; `—` for nothing. */
export function RelativeTime({ at }: { at: string | Date | null | undefined }) {
  const locale = useLocale();
  const time = at ? new Date(at) : null;
  const stamp = time?.getTime() ?? 0;
  const [, setShown] = useState('');
  // The clock ticks each second, and only a text that changed is drawn again.
  useEffect(() => onTick(() => setShown(textOf(stamp, locale))), [stamp, locale]);
  if (!time) return <span className="quiet">—</span>;
  return (
    <Tooltip title={<span suppressHydrationWarning>{exactTime(time, locale)}</span>}>
      <time dateTime={time.toISOString()} className="nowrap" suppressHydrationWarning>
        {textOf(stamp, locale)}
      </time>
    </Tooltip>
  );
}

/** Under a minute in steps of five seconds: a text that changes each second only distracts. */
function textOf(stamp: number, locale: string): string {
  const now = Date.now();
  const past = now - stamp;
  if (past < 0) return relativeTime(new Date(stamp), new Date(past > -AHEAD ? stamp : now), locale);
  const shown = past < 60_000 ? Math.floor(past / STEP) * STEP : past;
  return relativeTime(new Date(now - shown), new Date(now), locale);
}

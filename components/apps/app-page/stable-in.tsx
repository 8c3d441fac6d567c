'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { onTick } from '@/components/ui';
import type { AppView } from '../types';

type Status = AppView['status'];

// When each answer came, on a clock that nobody sets: it may be drawn again long after. The clocks of browser, console
// and cluster need not agree, so that only spans are counted here.
const arrivals = new WeakMap<Status, number>();

/** The end of the stability window, counted down: “stable in 7 s”. */
export function StableIn({ status }: { status: Status }) {
  const t = useTranslations('apps');
  const [left, setLeft] = useState<number | null>(null);
  useEffect(() => {
    const count = () => setLeft(secondsLeft(status));
    count();
    return onTick(count);
  }, [status]);
  if (status.stableIn === null || left === null) return null;
  return (
    // Not read out at each second: the sentence before it says what goes on.
    <span role="timer" aria-live="off" className="nowrap tabular">
      {left > 0 ? t('stableIn', { seconds: left }) : t('stableSoon')}
    </span>
  );
}

function secondsLeft(status: Status): number | null {
  if (status.stableIn === null) return null;
  const now = performance.now();
  const arrived = arrivals.get(status) ?? now;
  arrivals.set(status, arrived);
  return Math.max(0, status.stableIn - Math.floor((now - arrived) / 1000));
}

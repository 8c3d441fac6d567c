'use client';

import { Button } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { exactTime } from '@/components/ui';
import { memo, useState, type ReactNode } from 'react';
import type { LogEntry } from './entry';
import { hueOf, severityOf, type Ranges } from './highlight';
import { spansOf, type Span } from './safe-text';
import styles from './logs.module.css';

interface Props {
  entry: LogEntry;
  /** How the source is told; empty when there is only one. */
  source: string;
  timestamps: boolean;
  find: ((text: string) => Ranges) | null;
}

// More is drawn only when asked for: a line of a megabyte would hold the page up.
const SHOWN = 4000;

/** One line, or a mark. */
export const LogRow = memo(function LogRow({ entry, source, timestamps, find }: Props) {
  if (entry.kind === 'mark') return <Mark entry={entry} />;
  return (
    <>
      {timestamps && <Stamp ts={entry.ts} />}
      {source !== '' && (
        <span
          className={styles.source}
          data-hue={hueOf(entry.pod)}
          title={`${entry.pod} / ${entry.container}`}
        >
          {source}
        </span>
      )}
      <Text text={entry.text} find={find} />
    </>
  );
});

// In the viewer's own zone, as every other time; one for all lines, since making one is slow.
const CLOCK = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
  hourCycle: 'h23',
});

function Stamp({ ts }: { ts: string }) {
  const locale = useLocale();
  const date = new Date(ts);
  if (Number.isNaN(date.getTime())) return null;
  return (
    <time className={styles.stamp} dateTime={ts} title={`${exactTime(date, locale)}\n${ts}`}>
      {CLOCK.format(date)}
    </time>
  );
}

function Text({ text, find }: { text: string; find: Props['find'] }) {
  const t = useTranslations('logs');
  const [whole, setWhole] = useState(false);
  const shown = whole || text.length <= SHOWN ? text : text.slice(0, SHOWN);
  const spans = spansOf(shown);
  return (
    <span className={styles.text} data-severity={severityOf(spans.map((span) => span.text).join(''))}>
      {find ? highlighted(spans, find) : spans.map((span, at) => styled(span, at))}
      {shown.length < text.length && (
        <Button type="link" size="small" onClick={() => setWhole(true)}>
          {t('showRest', { count: text.length - SHOWN })}
        </Button>
      )}
    </span>
  );
}

function styled(span: Span, key: number): ReactNode {
  if (!span.colour && !span.bold && !span.dim && !span.italic && !span.underline && !span.reverse)
    return span.text;
  return (
    <span
      key={key}
      className={styles.ansi}
      data-colour={span.colour || undefined}
      data-bold={span.bold || undefined}
      data-italic={span.italic || undefined}
      data-underline={span.underline || undefined}
      data-reverse={span.reverse || undefined}
    >
      {span.text}
    </span>
  );
}

/** Matches may cross colours: the line is cut at both. */
function highlighted(spans: Span[], find: (text: string) => Ranges): ReactNode {
  const ranges = find(spans.map((span) => span.text).join(''));
  const parts: ReactNode[] = [];
  let from = 0;
  for (const span of spans) {
    const to = from + span.text.length;
    const cuts = [from, to, ...ranges.flat().filter((at) => at > from && at < to)].sort((a, b) => a - b);
    for (let at = 0; at + 1 < cuts.length; at += 1) {
      const [begin = 0, end = 0] = [cuts[at], cuts[at + 1]];
      const inner = styled({ ...span, text: span.text.slice(begin - from, end - from) }, parts.length);
      const hit = ranges.some(([left, right]) => begin >= left && end <= right && left < right);
      parts.push(hit ? <mark key={`m${parts.length}`}>{inner}</mark> : inner);
    }
    from = to;
  }
  return parts;
}

const MARKS = new Set(['gap', 'joined', 'left', 'restarted', 'limited', 'end', 'cut']);

function Mark({ entry }: { entry: Extract<LogEntry, { kind: 'mark' }> }) {
  const t = useTranslations('logs');
  const name = MARKS.has(entry.mark) ? entry.mark : 'gap';
  const reason = ['finished', 'limit', 'signed-out', 'forbidden'].includes(entry.detail)
    ? entry.detail
    : 'finished';
  return (
    <span className={styles.mark} data-mark={name}>
      {name === 'end'
        ? t(`end.${reason}`)
        : t(`mark.${name}`, { pod: entry.pod, container: entry.container, detail: entry.detail || '–' })}
    </span>
  );
}

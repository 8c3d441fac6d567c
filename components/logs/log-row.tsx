'use client';

import { Button } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { memo, useState, type ReactNode } from 'react';
import type { LogEntry, MarkEntry } from './entry';
import { hueOf, type Ranges } from './highlight';
import { clockTime, fullTime } from './log-time';
import { spansOf, type Span } from './safe-text';
import styles from './logs.module.css';

interface Props {
  entry: LogEntry;
  /** How the source is told; empty when there is only one. */
  source: string;
  timestamps: boolean;
  find: ((text: string) => Ranges) | null;
  /** The characters that are selected; none when both are 0. */
  from: number;
  to: number;
}

// More is drawn only when asked for: a line of a megabyte would hold the page up.
const SHOWN = 4000;

/** One line, or a mark. */
export const LogRow = memo(function LogRow({ entry, source, timestamps, find, from, to }: Props) {
  if (entry.kind === 'mark') return <Mark entry={entry} source={source} />;
  return (
    <>
      {timestamps && <Stamp ts={entry.ts} />}
      <Source entry={entry} source={source} />
      <Text text={entry.text} find={find} from={from} to={to} />
    </>
  );
});

function Source({ entry, source }: Pick<Props, 'entry' | 'source'>) {
  if (source === '') return null;
  const { pod, container } = entry;
  return (
    <span className={styles.source} data-hue={hueOf(pod)} title={`${pod} / ${container}`}>
      {source}
    </span>
  );
}

function Stamp({ ts }: { ts: string }) {
  const locale = useLocale();
  const time = clockTime(ts);
  if (time === '') return null;
  const { local, utc } = fullTime(ts, locale);
  return (
    <time className={styles.stamp} dateTime={ts} title={`${local}\n${utc}`}>
      {time}
    </time>
  );
}

function Text({ text, find, from, to }: Pick<Props, 'find' | 'from' | 'to'> & { text: string }) {
  const t = useTranslations('logs');
  const [whole, setWhole] = useState(false);
  const shown = whole || text.length <= SHOWN ? text : text.slice(0, SHOWN);
  const spans = spansOf(shown);
  const plain = !find && from === to;
  return (
    <span className={styles.text}>
      <span data-text>
        {plain ? spans.map((span, at) => styled(span, at)) : marked(spans, find, from, to)}
      </span>
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

/** Hits and what is selected may cross colours: the line is cut at all of them. */
function marked(spans: Span[], find: Props['find'], from: number, to: number): ReactNode {
  const ranges = find?.(spans.map((span) => span.text).join('')) ?? [];
  const edges = [...ranges.flat(), from, to];
  const parts: ReactNode[] = [];
  let begun = 0;
  for (const span of spans) {
    const ends = begun + span.text.length;
    const inside = edges.filter((at) => at > begun && at < ends);
    const cuts = [...new Set([begun, ends, ...inside])].sort((a, b) => a - b);
    for (let at = 0; at + 1 < cuts.length; at += 1) {
      const [left = 0, right = 0] = [cuts[at], cuts[at + 1]];
      const key = parts.length;
      let part = styled({ ...span, text: span.text.slice(left - begun, right - begun) }, key);
      const isHit = ranges.some(([first, last]) => left >= first && right <= last);
      if (isHit) part = <mark key={`m${key}`}>{part}</mark>;
      if (left >= from && right <= to)
        part = (
          <span key={`s${key}`} className={styles.selected}>
            {part}
          </span>
        );
      parts.push(part);
    }
    begun = ends;
  }
  return parts;
}

const MARKS = new Set([
  'apart',
  'gap',
  'joined',
  'left',
  'restarted',
  'skipped',
  'limited',
  'end',
  'cut',
  'unreachable',
  'reachable',
]);
const REASONS = new Set(['finished', 'limit', 'signed-out', 'forbidden', 'expression']);

function Mark({ entry, source }: { entry: MarkEntry; source: string }) {
  const t = useTranslations('logs');
  const locale = useLocale();
  const name = MARKS.has(entry.mark) ? entry.mark : 'gap';
  const { pod, container, lines } = entry;
  return (
    <span className={styles.mark} data-mark={name} title={fullTime(entry.ts, locale).local}>
      {/* Other marks name the pod in their sentence. */}
      {name === 'apart' && <Source entry={entry} source={source} />}
      {name === 'end'
        ? t(`end.${REASONS.has(entry.detail) ? entry.detail : 'finished'}`)
        : t(`mark.${name}`, { pod, container, lines, detail: entry.detail || '–' })}
    </span>
  );
}

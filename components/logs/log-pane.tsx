'use client';

import { Button } from 'antd';
import { useTranslations } from 'next-intl';
import { useState, useSyncExternalStore, type ReactNode } from 'react';
import { StateDot, type Tone } from '@/components/ui';
import { FindBar } from './find-bar';
import type { LogSnapshot } from './log-buffer';
import { LogLines } from './log-lines';
import type { LogScreen } from './log-screen';
import { useFind } from './use-find';
import styles from './logs.module.css';

interface Props {
  screen: LogScreen;
  log: LogSnapshot;
  label: string;
  wrap: boolean;
  timestamps: boolean;
  /** What the filter says, marked while nothing is looked for. */
  filter: string;
  finding: boolean;
  onFinding: (finding: boolean) => void;
  /** How it stands; without a tone it is no state but a remark. */
  status: { tone: Tone | null; text: string };
  /** Stands in the place of the lines. */
  instead?: ReactNode;
}

/** Lines, looking for a text in them, and below how they stand. */
export function LogPane(props: Props) {
  const { screen, log, finding, onFinding, status } = props;
  const t = useTranslations('logs');
  const [wanted, setWanted] = useState('');
  const find = useFind(screen, log, finding ? wanted : '');
  const view = useSyncExternalStore(screen.subscribe, screen.get, screen.get);
  return (
    <>
      {finding && (
        <FindBar wanted={wanted} find={find} onWanted={setWanted} onClose={() => onFinding(false)} />
      )}
      {props.instead ?? (
        <LogLines
          screen={screen}
          log={log}
          label={props.label}
          wrap={props.wrap}
          timestamps={props.timestamps}
          search={finding && wanted !== '' ? wanted : props.filter}
          onFind={() => onFinding(true)}
          onNext={find.go}
        />
      )}
      <div className={styles.status}>
        <span role="status">
          {status.tone ? <StateDot tone={status.tone}>{status.text}</StateDot> : status.text}
        </span>
        {log.held > 0 && <span>{countOf(t, log)}</span>}
        {!view.follow && view.behind > 0 && (
          <Button type="link" size="small" onClick={() => screen.setFollow(true)}>
            {t('behind', { count: view.behind })}
          </Button>
        )}
      </div>
    </>
  );
}

type Translate = (key: string, values: Record<string, number>) => string;

function countOf(t: Translate, { shown, held, dropped }: LogSnapshot): string {
  const parts = [
    shown.length === held ? t('held', { count: held }) : t('shownOf', { shown: shown.length, held }),
  ];
  if (dropped > 0) parts.push(t('dropped', { count: dropped }));
  return parts.join(' · ');
}

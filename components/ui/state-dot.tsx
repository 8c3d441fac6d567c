'use client';

import {
  CheckCircleFilled,
  ClockCircleFilled,
  CloseCircleFilled,
  ExclamationCircleFilled,
  MinusCircleFilled,
  PauseCircleFilled,
  SyncOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import styles from './ui.module.css';

/** What a colour means everywhere; each has its own shape, so nothing rests on colour alone. */
export type Tone = 'ok' | 'warn' | 'bad' | 'busy' | 'idle' | 'paused' | 'wait';

const ICONS: Record<Tone, ReactNode> = {
  ok: <CheckCircleFilled />,
  warn: <ExclamationCircleFilled />,
  bad: <CloseCircleFilled />,
  busy: <SyncOutlined spin />,
  idle: <MinusCircleFilled />,
  paused: <PauseCircleFilled />,
  wait: <ClockCircleFilled />,
};

/** A state: colour, shape and word. */
export function StateDot({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={styles.state} data-tone={tone}>
      <span aria-hidden="true" className={styles.stateIcon}>
        {ICONS[tone]}
      </span>
      <span>{children}</span>
    </span>
  );
}

'use client';

import '@xterm/xterm/css/xterm.css';
import { theme } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTheme } from '@/components/shell/theme-context';
import { ApiError, call } from '@/lib/client/call';
import { listLiveShells } from '@/lib/contract/shells';
import type { ShellExit } from '@/lib/domain/shell';
import type { ShellTarget } from '../dock/dock-store';
import { createTerminal, type ShellTerminal } from './create-terminal';
import { joinTerminal } from './join-terminal';
import { shellAddress } from './shell-address';
import type { Reach } from './shell-connection';
import { ShellEnded } from './shell-ended';
import { ShellSigns } from './shell-signs';
import { isLasting, type RecordingSign, type ShellState } from './shell-state';
import { terminalTheme } from './terminal-theme';
import styles from './terminal.module.css';

export interface TerminalViewProps {
  target: ShellTarget;
  /** The session that an earlier page had open here. */
  session: string | null;
  /** `lasting` is false once nothing brings the session back. */
  onRunning: (running: boolean, lasting: boolean) => void;
  onSession: (session: string) => void;
  /** Where the focus goes when the keyboard leaves the terminal. */
  onLeave: () => void;
  /** Asked for a debug shell, where the container has none of its own. */
  onDebug: () => void;
}

/** A shell on the screen; opening it again begins with an empty one. */
export default function TerminalView(props: TerminalViewProps) {
  const [round, setRound] = useState({ count: 0, session: props.session });
  const again = (exit: ShellExit | null) =>
    setRound(({ count }) => ({
      count: count + 1,
      // It still runs, only elsewhere.
      session: exit?.reason === 'elsewhere' ? props.session : null,
    }));
  return <Screen key={round.count} {...props} session={round.session} onAgain={again} />;
}

interface ScreenProps extends TerminalViewProps {
  onAgain: (exit: ShellExit | null) => void;
}

function Screen({ target, session, onRunning, onSession, onLeave, onDebug, onAgain }: ScreenProps) {
  const t = useTranslations('terminal');
  const language = useLocale();
  const place = useRef<HTMLDivElement>(null);
  const made = useRef<ShellTerminal>(null);
  const { token } = theme.useToken();
  const { scheme } = useTheme();
  const [state, setState] = useState<ShellState>({ kind: 'opening' });
  const [watchers, setWatchers] = useState<string[]>([]);
  const [recording, setRecording] = useState<RecordingSign | null>(null);
  const key = JSON.stringify(target);
  const leave = useEffectEvent(onLeave);
  const skippedText = useEffectEvent((bytes: number) =>
    t('skipped', { size: new Intl.NumberFormat(language).format(Math.max(1, Math.round(bytes / 1024))) }),
  );
  const show = useEffectEvent((next: ShellState) => {
    setState(next);
    onRunning(next.kind !== 'ended', isLasting(next));
  });
  const known = useEffectEvent((id: string) => onSession(id));
  const first = useEffectEvent(() => target.watch?.session ?? session);
  const make = useEffectEvent((box: HTMLElement) =>
    createTerminal(box, {
      theme: terminalTheme(token, scheme === 'dark'),
      fontFamily: token.fontFamilyCode,
      leave: () => leave(),
    }),
  );

  useEffect(() => {
    if (!place.current) return;
    const box = place.current;
    const goal = JSON.parse(key) as ShellTarget;
    const view = make(box);
    made.current = view;
    let end: (() => void) | null = null;
    // Not at once: React may take this back and do it again, and an opened shell is not nothing.
    const start = setTimeout(() => {
      end = joinTerminal(view, box, {
        address: (id, seen) => shellAddress(goal, location.origin, id, seen),
        session: first(),
        watching: goal.watch !== undefined,
        probe: () => probe(goal.project),
        skippedText: (bytes) => skippedText(bytes),
        show: (next) => show(next),
        known: (id) => known(id),
        watchers: setWatchers,
        recording: setRecording,
      });
    });
    return () => {
      clearTimeout(start);
      end?.();
      view.terminal.dispose();
      made.current = null;
    };
  }, [key]);

  useEffect(() => {
    if (made.current) made.current.terminal.options.theme = terminalTheme(token, scheme === 'dark');
  }, [token, scheme]);

  return (
    <div className={styles.view} data-state={state.kind}>
      <ShellSigns
        state={state}
        recording={recording}
        watchers={watchers}
        watched={target.watch?.user ?? null}
      />
      <div
        className={styles.place}
        data-watching={target.watch !== undefined}
        role="group"
        aria-label={t('label', { pod: target.pod })}
        ref={place}
      />
      <p className="visually-hidden">{t('leaveHint')}</p>
      {state.kind === 'ended' && (
        <ShellEnded
          exit={state.exit}
          again={target.watch === undefined}
          onAgain={() => onAgain(state.exit)}
          onDebug={onDebug}
        />
      )}
    </div>
  );
}

/** Why the console may not have taken a session's WebSocket: it can't be reached, or it refuses. */
async function probe(project: string): Promise<Reach> {
  try {
    await call(listLiveShells, { params: { project } });
    return 'there';
  } catch (error) {
    const refused = error instanceof ApiError && error.status >= 400 && error.status < 500;
    return refused && error.status !== 429 ? 'refused' : 'away';
  }
}

'use client';

import '@xterm/xterm/css/xterm.css';
import { theme } from 'antd';
import { useTranslations } from 'next-intl';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTheme } from '@/components/shell/theme-context';
import type { ShellExit } from '@/lib/domain/shell';
import type { ShellTarget } from '../dock/dock-store';
import { createTerminal } from './create-terminal';
import { ShellConnection, shellAddress } from './shell-connection';
import { ShellEnded } from './shell-ended';
import { terminalTheme } from './terminal-theme';
import styles from './terminal.module.css';

export interface TerminalViewProps {
  target: ShellTarget;
  onRunning: (running: boolean) => void;
  /** Where the focus goes when the keyboard leaves the terminal. */
  onLeave: () => void;
}

type State = { kind: 'opening' } | { kind: 'open' } | { kind: 'ended'; exit: ShellExit | null };

/** A shell on the screen; opening it again begins with an empty one. */
export default function TerminalView(props: TerminalViewProps) {
  const [round, setRound] = useState(0);
  return <Screen key={round} {...props} onAgain={() => setRound((value) => value + 1)} />;
}

function Screen({ target, onRunning, onLeave, onAgain }: TerminalViewProps & { onAgain: () => void }) {
  const t = useTranslations('terminal');
  const place = useRef<HTMLDivElement>(null);
  const made = useRef<ReturnType<typeof createTerminal>>(null);
  const { token } = theme.useToken();
  const { scheme } = useTheme();
  const [state, setState] = useState<State>({ kind: 'opening' });
  const key = JSON.stringify(target);
  const leave = useEffectEvent(onLeave);
  const running = useEffectEvent(onRunning);
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
    const view = make(box);
    made.current = view;
    const { terminal } = view;
    const connection = new ShellConnection(shellAddress(JSON.parse(key) as ShellTarget, location.origin), {
      opened: () => {
        setState({ kind: 'open' });
        running(true);
        connection.resize(terminal.cols, terminal.rows);
        terminal.focus();
      },
      output: (bytes, drawn) => terminal.write(bytes, drawn),
      ended: (exit) => {
        terminal.options.disableStdin = true;
        terminal.options.cursorBlink = false;
        setState({ kind: 'ended', exit });
        running(false);
      },
    });
    const encoder = new TextEncoder();
    terminal.onData((data) => connection.type(encoder.encode(data)));
    terminal.onBinary((data) => connection.type(Uint8Array.from(data, (char) => char.charCodeAt(0))));
    terminal.onResize(({ cols, rows }) => connection.resize(cols, rows));
    const observer = new ResizeObserver(() => view.fit());
    observer.observe(box);
    view.fit();
    return () => {
      observer.disconnect();
      connection.close();
      terminal.dispose();
      made.current = null;
    };
  }, [key]);

  useEffect(() => {
    if (made.current) made.current.terminal.options.theme = terminalTheme(token, scheme === 'dark');
  }, [token, scheme]);

  return (
    <div className={styles.view} data-state={state.kind}>
      <div className={styles.place} role="group" aria-label={t('label', { pod: target.pod })} ref={place} />
      <p className="visually-hidden">{t('leaveHint')}</p>
      {state.kind === 'opening' && (
        <p className={styles.note} role="status">
          {t('opening')}
        </p>
      )}
      {state.kind === 'ended' && <ShellEnded exit={state.exit} onAgain={onAgain} />}
    </div>
  );
}

'use client';

import '@xterm/xterm/css/xterm.css';
import { useQuery } from '@tanstack/react-query';
import { theme } from 'antd';
import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { formatBytes } from '@/components/registries/bytes';
import { useTheme } from '@/components/shell/theme-context';
import { createTerminal, type ShellTerminal } from '@/components/terminal/create-terminal';
import { terminalTheme } from '@/components/terminal/terminal-theme';
import { ErrorState } from '@/components/ui';
import { Playback, type Cast } from '@/lib/domain/recording';
import { Controls } from './controls';
import { loadCast } from './load-cast';
import { Player } from './player';
import styles from './replay.module.css';
import { ReplayScreen } from './screen';

interface Props {
  project: string;
  shell: string;
  pod: string;
}

/** Reads a recording and plays it. */
export default function ReplayView({ project, shell, pod }: Props) {
  const t = useTranslations('shells.player');
  const locale = useLocale();
  const [bytes, setBytes] = useState(0);
  const query = useQuery({
    queryKey: ['shell-recording', project, shell],
    queryFn: ({ signal }) => loadCast({ project, shell }, signal, setBytes),
    // Each reading is on record: it is read once for each time that somebody asks.
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  });
  if (query.error)
    return <ErrorState error={query.error} what={t('cantShow')} retry={() => void query.refetch()} />;
  if (!query.data) {
    return <p role="status">{t('loading', { size: formatBytes(bytes, locale) })}</p>;
  }
  return <Screen cast={query.data} pod={pod} />;
}

function Screen({ cast, pod }: { cast: Cast; pod: string }) {
  const t = useTranslations('shells.player');
  const { token } = theme.useToken();
  const { scheme } = useTheme();
  const place = useRef<HTMLDivElement>(null);
  const made = useRef<ShellTerminal>(null);
  const [player, setPlayer] = useState<Player | null>(null);
  const make = useEffectEvent((box: HTMLElement) =>
    createTerminal(box, {
      theme: terminalTheme(token, scheme === 'dark'),
      fontFamily: token.fontFamilyCode,
      leave: () => undefined,
    }),
  );

  useEffect(() => {
    if (!place.current) return;
    const view = make(place.current);
    const { terminal } = view;
    terminal.options.disableStdin = true;
    terminal.options.cursorBlink = false;
    // It takes no keys: they belong to the player, and Tab to the page.
    terminal.attachCustomKeyEventHandler(() => false);
    if (terminal.textarea) terminal.textarea.tabIndex = -1;
    made.current = view;
    const screen = new ReplayScreen(terminal, cast);
    const next = new Player(new Playback(cast, true), (frames) => screen.draw(frames), { skipIdle: true });
    setPlayer(next);
    next.play();
    return () => {
      next.pause();
      terminal.dispose();
      made.current = null;
    };
  }, [cast]);

  useEffect(() => {
    if (made.current) made.current.terminal.options.theme = terminalTheme(token, scheme === 'dark');
  }, [token, scheme]);

  return (
    <PlayerKeys player={player} label={t('label', { pod })}>
      {/* It scrolls where the recorded terminal was larger than this screen. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={styles.screen} role="group" aria-label={t('screen')} tabIndex={0}>
        <div ref={place} />
      </div>
      {player && <Controls player={player} />}
    </PlayerKeys>
  );
}

interface KeysProps {
  player: Player | null;
  label: string;
  children: React.ReactNode;
}

/** The player's keys, where no control has its own. */
function PlayerKeys({ player, label, children }: KeysProps) {
  const key = (event: React.KeyboardEvent<HTMLElement>) => {
    if (!player || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof Element && event.target.closest(OWN_KEYS)) return;
    const act = {
      ' ': () => player.toggle(),
      k: () => player.toggle(),
      ArrowLeft: () => player.step(-5),
      ArrowRight: () => player.step(5),
      Home: () => player.seek(0),
      '<': () => player.shift(-1),
      '>': () => player.shift(1),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div role="group" aria-label={label} className={styles.player} onKeyDown={key}>
      {children}
    </div>
  );
}

const OWN_KEYS = 'button, input, [role="slider"], [role="combobox"], [role="listbox"]';

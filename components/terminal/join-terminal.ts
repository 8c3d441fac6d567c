import type { ShellTerminal } from './create-terminal';
import { ShellConnection, type Reach } from './shell-connection';
import type { RecordingSign, ShellState } from './shell-state';

interface Options {
  address: (session: string, seen: number) => string;
  session: string | null;
  watching: boolean;
  probe: () => Promise<Reach>;
  /** What is said where output is missing. */
  skippedText: (bytes: number) => string;
  show: (state: ShellState) => void;
  /** The session's id, for going back to it. */
  known: (session: string) => void;
  watchers: (names: string[]) => void;
  recording: (state: RecordingSign) => void;
}

/** Joins a terminal to a shell session; the answer ends both ties. */
export function joinTerminal(view: ShellTerminal, place: HTMLElement, options: Options): () => void {
  const { terminal } = view;
  const { watching } = options;
  let shown = false;
  let redraw = false;
  const tellSize = () => {
    if (!shown) return;
    // A program that fills the screen draws it anew only for another size.
    if (redraw && terminal.rows > 1) connection.resize(terminal.cols, terminal.rows - 1);
    redraw = false;
    connection.resize(terminal.cols, terminal.rows);
  };
  const gap = (bytes: number) => terminal.write(`\u001b[0m\r\n[${options.skippedText(bytes)}]\r\n`);
  const connection = new ShellConnection({
    address: options.address,
    session: options.session,
    watching,
    probe: options.probe,
    attached: ({ session, skipped, fresh }) => {
      if (fresh) terminal.reset();
      if (skipped > 0) gap(skipped);
      redraw = fresh && options.session !== null;
      options.known(session);
      options.show({ kind: 'open' });
      tellSize();
      // What comes back by itself takes the keyboard from nobody.
      if (fresh && (options.session === null || (shown && document.activeElement === document.body)))
        terminal.focus();
    },
    reconnecting: () => options.show({ kind: 'reconnecting' }),
    output: (bytes, replayed, drawn) => {
      if (replayed) terminal.write('', () => view.mute(true));
      terminal.write(bytes, () => {
        if (replayed) view.mute(false);
        drawn();
      });
    },
    note: (note) => {
      if (note.note === 'watchers') options.watchers(note.names);
      else if (note.note === 'recording') options.recording(note.state);
      else if (note.note === 'skipped') gap(note.bytes);
      else if (note.note === 'size') terminal.resize(note.columns, note.rows);
    },
    ended: (exit) => {
      terminal.options.disableStdin = true;
      terminal.options.cursorBlink = false;
      options.watchers([]);
      options.show({ kind: 'ended', exit });
    },
  });
  if (watching) terminal.options.disableStdin = true;
  const encoder = new TextEncoder();
  terminal.onData((data) => connection.type(encoder.encode(data)));
  terminal.onBinary((data) => connection.type(Uint8Array.from(data, (char) => char.charCodeAt(0))));
  terminal.onResize(tellSize);
  const fit = () => {
    // Who watches has the size of who types.
    if (watching) return;
    const before = shown;
    shown = view.fit();
    if (shown && !before) tellSize();
  };
  const observer = new ResizeObserver(fit);
  observer.observe(place);
  fit();
  return () => {
    observer.disconnect();
    connection.close();
  };
}

import { FitAddon } from '@xterm/addon-fit';
import { Unicode11Addon } from '@xterm/addon-unicode11';
import { Terminal, type ITheme } from '@xterm/xterm';
import { copyText } from '@/lib/client/copy-text';
import { muteReplay } from './replay';

interface Options {
  theme: ITheme;
  fontFamily: string;
  /** Ctrl+F6: out of the terminal, which keeps Tab for itself. */
  leave: () => void;
}

// What a program could ask of the terminal beyond drawing: titles (0, 1, 2), links (8), the clipboard (52).
const REFUSED_OSC = [0, 1, 2, 8, 52];

export interface ShellTerminal {
  terminal: Terminal;
  /** Takes the size of its place, as far as that is shown; true when it has one. */
  fit: () => boolean;
  /** Output that was shown and answered before is on its way (true), or is over (false). */
  mute: (replays: boolean) => void;
}

/** A terminal that draws and takes keys, and refuses titles, links and the clipboard to what runs in it. */
export function createTerminal(place: HTMLElement, options: Options): ShellTerminal {
  const terminal = new Terminal({
    allowProposedApi: true,
    cursorBlink: true,
    fontFamily: options.fontFamily,
    fontSize: 13,
    scrollback: 10_000,
    theme: options.theme,
    macOptionIsMeta: true,
    minimumContrastRatio: 4.5,
    linkHandler: { activate: () => undefined },
  });
  const fit = new FitAddon();
  terminal.loadAddon(fit);
  terminal.loadAddon(new Unicode11Addon());
  terminal.unicode.activeVersion = '11';
  for (const code of REFUSED_OSC) terminal.parser.registerOscHandler(code, () => true);
  terminal.attachCustomKeyEventHandler((event) => {
    if (event.type !== 'keydown') return true;
    if (event.ctrlKey && event.key === 'F6') {
      event.preventDefault();
      options.leave();
      return false;
    }
    if (event.ctrlKey && event.shiftKey && event.code === 'KeyC') {
      event.preventDefault();
      // The way of plain http takes the keyboard away.
      if (terminal.hasSelection()) void copyText(terminal.getSelection()).then(() => terminal.focus());
      return false;
    }
    // The browser's own paste follows; the terminal must not take it for a key.
    return !(event.ctrlKey && event.shiftKey && event.code === 'KeyV');
  });
  terminal.open(place);
  return {
    terminal,
    fit: () => {
      // A hidden place has no size; fitting to it would make the shell one column wide.
      const shown = place.offsetWidth > 0 && place.offsetHeight > 0;
      if (shown) fit.fit();
      return shown;
    },
    mute: muteReplay(terminal),
  };
}

import type { IFunctionIdentifier, Terminal } from '@xterm/xterm';

// What programs ask a terminal, and what it would answer as if it were typed: attributes, position, modes, settings.
const QUESTIONS: IFunctionIdentifier[] = [
  { final: 'c' },
  { prefix: '>', final: 'c' },
  { prefix: '=', final: 'c' },
  { final: 'n' },
  { prefix: '?', final: 'n' },
  { intermediates: '$', final: 'p' },
  { prefix: '?', intermediates: '$', final: 'p' },
  { prefix: '>', final: 'q' },
  { final: 't' },
];
const COLOURS = [4, 10, 11, 12];

/**
 * Lets output be shown again without answering the questions in it a second time. The answer is called with true before
 * such output, and with false behind it.
 */
export function muteReplay(terminal: Terminal): (replays: boolean) => void {
  let muted = false;
  for (const question of QUESTIONS) terminal.parser.registerCsiHandler(question, () => muted);
  for (const code of COLOURS) {
    terminal.parser.registerOscHandler(code, (data) => muted && data.includes('?'));
  }
  terminal.parser.registerDcsHandler({ intermediates: '$', final: 'q' }, () => muted);
  return (replays) => {
    muted = replays;
  };
}

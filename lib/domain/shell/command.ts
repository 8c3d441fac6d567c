// An escape sequence that no terminal knows, taken out before the output reaches anybody.
const MARK_START = '\u001b]5379;';
const MARK_END = '\u0007';
const LONGEST_MARK = 18;

const TELL_PID = `export TERM=xterm-256color; printf '\\033]5379;%s\\007' "$$";`;

/**
 * What is run in the container. Without a command of the caller's own the best shell there is: bash, else sh. Both are
 * looked up in the container's own PATH. The wrapper sets the terminal's type, which exec itself can't, and tells the
 * process id ahead of everything else: with it, a shell whose viewer is gone can be hung up.
 */
export function shellCommand(own: readonly string[]): string[] {
  if (own.length > 0) return ['sh', '-c', `${TELL_PID} exec "$@"`, 'sh', ...own];
  return ['sh', '-c', `${TELL_PID} if command -v bash >/dev/null 2>&1; then exec bash; else exec sh; fi`];
}

/** The start of a shell's output without the wrapper's message, and the process id that it told. */
export function takePid(output: Uint8Array): { pid: number; rest: Uint8Array } | 'incomplete' | null {
  const head = Array.from(output.subarray(0, LONGEST_MARK), (byte) => String.fromCharCode(byte)).join('');
  if (!MARK_START.startsWith(head.slice(0, MARK_START.length))) return null;
  const end = head.indexOf(MARK_END);
  if (end < 0) return output.length < LONGEST_MARK ? 'incomplete' : null;
  const digits = head.slice(MARK_START.length, end);
  return /^\d+$/.test(digits) ? { pid: Number(digits), rest: output.subarray(end + 1) } : null;
}

/**
 * Hangs up a shell and all that it started in its terminal, as closing a terminal does. The runtime does not do it: an
 * exec whose connection goes away is left running. What was started with nohup or setsid stays.
 */
export function hangUpCommand(pid: number): string[] {
  const script = [
    's=$1',
    'for f in /proc/[0-9]*/stat; do',
    'p=${f#/proc/}; p=${p%/stat}',
    'read -r l <"$f" || continue',
    'set -- ${l##*) }',
    'if [ "$4" = "$s" ]; then kill -HUP "$p"; kill -CONT "$p"; fi',
    'done 2>/dev/null',
    'exit 0',
  ].join('\n');
  return ['sh', '-c', script, 'sh', String(pid)];
}

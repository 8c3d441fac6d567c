import { messageOf } from './failure';

const started = performance.now();

// A reader who goes away (`npm run up | head`) must not end what is being brought up.
process.stdout.on('error', () => undefined);

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)}s`;
}

/** Prints one line with the time since the start before it. */
export function say(text: string): void {
  process.stdout.write(`[${seconds(started).padStart(7)}] ${text}\n`);
}

/** The time since the start, as people read it. */
export function elapsed(): string {
  return seconds(started);
}

/** What a step did, in a word or two ("started", "already running"), or nothing. */
export type StepResult = string | void;

/** Runs one step, and prints how long it took and what it did. */
export async function step<T>(
  name: string,
  run: () => Promise<T>,
  detail?: (value: T) => StepResult,
): Promise<T> {
  const start = performance.now();
  try {
    const value = await run();
    const did = detail ? detail(value) : typeof value === 'string' ? value : undefined;
    say(`${name}: ${did || 'done'} (${seconds(start)})`);
    return value;
  } catch (thrown) {
    say(`${name}: FAILED (${seconds(start)}) ${messageOf(thrown).split('\n')[0] ?? ''}`);
    throw thrown;
  }
}

/** Says that a long step begins: without it a reader thinks that nothing happens. */
export async function longStep(name: string, begin: string, run: () => Promise<string>): Promise<void> {
  say(`${name}: ${begin} …`);
  const start = performance.now();
  const ticker = setInterval(() => say(`${name}: still at it (${seconds(start)})`), 30_000);
  try {
    await step(name, run);
  } finally {
    clearInterval(ticker);
  }
}

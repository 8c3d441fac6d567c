import { log } from './log';

/** Whether something answers: `since` (ms) is when it was last heard of before it fell silent. */
export type PulseState =
  { state: 'unknown' } | { state: 'up' } | { state: 'down'; since: number; why: string };

/** Asks for a sign of life; rejects when it does not give one. */
export type Probe = (signal: AbortSignal) => Promise<void>;

const PAUSE_MS = 500;
/** A first try that is not answered by then is joined by a second one: its connection alone may be dead. */
const SECOND_TRY_MS = 700;
const PATIENCE_MS = 1400;
/** Refused at once, it is asked again so soon. */
const AGAIN_MS = 100;
/** A timer that fires so late says that this process was busy, not that the server was silent. */
const LATE_MS = 250;
const MOST_EXTENSIONS = 3;

/**
 * The sign of life of a cluster, or of the database. Packets that get lost break no connection, and a quiet watch can't be told from a
 * dead one, so somebody has to ask (docs/adr/0013). Asks for as long as anybody listens.
 */
export class Pulse {
  private now: PulseState = { state: 'unknown' };
  private heardAt = 0;
  private readonly listeners = new Set<(state: PulseState) => void>();
  private readonly downCalls: ((why: string) => void)[] = [];
  private beating = false;

  constructor(
    private readonly what: string,
    private readonly probe: Probe,
  ) {}

  get(): PulseState {
    return this.now;
  }

  get isDown(): boolean {
    return this.now.state === 'down';
  }

  /** Something came from there: as good as an answer. */
  heard(): void {
    this.heardAt = Date.now();
  }

  /** Calls back when the state changes; returns how to end that. Wakes nobody for the present state. */
  subscribe(listener: (state: PulseState) => void): () => void {
    this.listeners.add(listener);
    if (!this.beating) {
      this.beating = true;
      void this.beat();
    }
    return () => {
      this.listeners.delete(listener);
    };
  }

  /** Calls back, before all listeners, when it falls silent; does not make anybody ask. */
  onDown(call: (why: string) => void): void {
    this.downCalls.push(call);
  }

  /** The state as soon as one is known: at the latest when the patience of a first probe ends. */
  async known(): Promise<PulseState> {
    if (this.now.state !== 'unknown') return this.now;
    return new Promise((resolve) => {
      const end = this.subscribe((state) => {
        end();
        resolve(state);
      });
    });
  }

  private async beat(): Promise<void> {
    while (this.listeners.size > 0) {
      const begun = Date.now();
      const failure = await this.ask();
      if (failure === null) {
        this.heard();
        this.become({ state: 'up' });
      } else if (this.heardAt <= begun) {
        if (this.now.state !== 'down') {
          this.become({ state: 'down', since: this.heardAt || begun, why: failure });
        }
      }
      await pause(PAUSE_MS);
    }
    this.beating = false;
    // Nobody knows what becomes of it from here on.
    this.now = { state: 'unknown' };
  }

  private become(state: PulseState): void {
    const before = this.now.state;
    this.now = state;
    if (before === state.state) return;
    if (state.state === 'down') log.warn('no sign of life', { what: this.what, why: state.why });
    if (state.state === 'down') for (const call of this.downCalls) call(state.why);
    if (before === 'down') log.info('a sign of life again', { what: this.what });
    for (const listener of this.listeners) {
      try {
        listener(state);
      } catch (error) {
        log.error('a listener of a pulse failed', { what: this.what, error });
      }
    }
  }

  /** Two tries within the patience; null when one was answered, otherwise why not. */
  private async ask(): Promise<string | null> {
    const over = new AbortController();
    const first = this.probe(over.signal);
    const other = async () => {
      await Promise.race([first.catch(() => pause(AGAIN_MS)), pause(SECOND_TRY_MS)]);
      over.signal.throwIfAborted();
      return this.probe(over.signal);
    };
    try {
      return await Promise.race([
        Promise.any([first, other()]).then(() => null, wordOf),
        patience(over.signal),
      ]);
    } finally {
      over.abort();
    }
  }
}

async function patience(signal: AbortSignal): Promise<string> {
  let left = PATIENCE_MS;
  for (let extensions = 0; ; extensions += 1) {
    const due = performance.now() + left;
    await pause(left);
    if (signal.aborted) return '';
    if (performance.now() - due < LATE_MS || extensions === MOST_EXTENSIONS) return 'no answer';
    left = LATE_MS;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

function wordOf(error: unknown): string {
  const errors = error instanceof AggregateError ? error.errors : [error];
  const last: unknown = errors.at(-1);
  if (last !== null && typeof last === 'object' && 'code' in last) return String(last.code);
  return last instanceof Error ? last.message : 'no answer';
}

import { setTimeout as pause } from 'node:timers/promises';
import type { Transport } from '@/lib/kube/transport';
import { waitFor } from './ground';

/** A pod that can be changed. */
export interface Target {
  namespace: string;
  name: string;
}

/** One change that somebody should see: the pod's number of restarts became `number`. */
export interface Change extends Target {
  number: number;
  /** When it was sent to the API server, in ms. */
  at: number;
}

/** Takes note of when a pod was seen with how many restarts. */
export type See = (name: string, restarts: number) => void;

/** Changes simulated pods, a number never twice, and keeps when that was. kwok looks at pods that run no more. */
export class Changes {
  readonly made: Change[] = [];
  private last = 0;

  constructor(private readonly cluster: Transport) {}

  /** Makes so many changes of pods drawn at random, `gap()` ms apart, whether or not the one before was answered. */
  async make(count: number, targets: readonly Target[], gap: () => number): Promise<Change[]> {
    const answers: Promise<void>[] = [];
    const from = this.made.length;
    let due = performance.now();
    for (let made = 0; made < count; made += 1) {
      due += gap();
      await pause(Math.max(0, due - performance.now()));
      const target = targets[Math.floor(Math.random() * targets.length)];
      if (!target) throw new Error('there is no pod to change');
      const answer = this.change(target);
      // Told below, when all are made.
      answer.catch(() => undefined);
      answers.push(answer);
    }
    await Promise.all(answers);
    return this.made.slice(from);
  }

  private async change({ namespace, name }: Target): Promise<void> {
    this.last += 1;
    const number = this.last;
    this.made.push({ namespace, name, number, at: performance.now() });
    await this.cluster.json(null, {
      method: 'PATCH',
      path: `/api/v1/namespaces/${namespace}/pods/${name}/status`,
      contentType: 'application/json-patch+json',
      body: [{ op: 'replace', path: '/status/containerStatuses/0/restartCount', value: number }],
    });
  }
}

/** What one observer saw of changes, and when. */
export class Sightings {
  private readonly seen = new Map<string, { restarts: number; at: number }[]>();

  readonly see: See = (name, restarts) => {
    const all = this.seen.get(name) ?? [];
    // Rows come again for other reasons, too.
    if (all.length > 0 && (all.at(-1)?.restarts ?? 0) >= restarts) return;
    all.push({ restarts, at: performance.now() });
    this.seen.set(name, all);
  };

  /** How late each change was seen, in ms; one that a newer one of its pod overtook counts as seen with that. */
  async delays(changes: readonly Change[]): Promise<number[]> {
    return waitFor('every change to be seen', async () => {
      const delays = changes.map(({ name, number, at }) => {
        const first = this.seen.get(name)?.find(({ restarts }) => restarts >= number);
        return first ? first.at - at : NaN;
      });
      return delays.some(Number.isNaN) ? undefined : delays;
    });
  }
}

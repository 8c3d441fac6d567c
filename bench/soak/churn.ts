import { once } from 'node:events';
import type { LiveTopic } from '@/lib/contract/live';
import { openLive } from '@/lib/testing/live-client';
import { getLog } from '@/lib/testing/log-client';
import { openShellSocket } from '@/lib/testing/shell-client';
import { waitFor } from '@/lib/testing/wait-for';
import { runningPods, SMALL, type Place } from './place';

/** What was done so far. */
export interface Done {
  cycles: number;
  calls: number;
  logs: number;
  shells: number;
  pages: number;
  apps: number;
}

/** Logs and pages of a visit: shells cost the cluster more than these cost the console. */
const LOOKS = 3;
const PATIENCE_MS = 60_000;
const MOST_FAILURES_KEPT = 20;

/** People who come, look, and leave again, in every way that there is to leave. */
export class Churn {
  readonly done: Done = { cycles: 0, calls: 0, logs: 0, shells: 0, pages: 0, apps: 0 };
  failures = 0;
  /** What the first of them said. */
  readonly failed: string[] = [];

  constructor(private readonly place: Place) {}

  /** So many visits, some of them at the same time. */
  async visits(count: number, atOnce: number): Promise<void> {
    let left = count;
    const person = async () => {
      while (left > 0) {
        left -= 1;
        await this.visit();
      }
    };
    await Promise.all(Array.from({ length: atOnce }, person));
  }

  /** Visits and deployments, until the signal ends; resolves when the last of them is over. */
  async until(signal: AbortSignal, atOnce: number): Promise<void> {
    const over = () => signal.aborted;
    const person = async () => {
      while (!over()) await this.visit();
    };
    const maker = async () => {
      for (let number = 1; !over(); number += 1) await this.deployment(`soak-${number}`);
    };
    await Promise.all([maker(), ...Array.from({ length: atOnce }, person)]);
  }

  /** One visit: calls, logs, a shell and pages; every other one breaks off instead of taking leave. */
  private async visit(): Promise<void> {
    const { app, pod } = this.place;
    const breaksOff = this.done.cycles % 2 === 1;
    this.done.cycles += 1;
    await this.attempt('calls', () => this.calls());
    for (let look = 0; look < LOOKS; look += 1) {
      await this.attempt('log', () => this.log(pod));
      await this.attempt('page', async () => (await this.page(app))(breaksOff));
    }
    await this.attempt('shell', () => this.shell(pod, breaksOff));
  }

  /** An app is deployed, looked at while it comes, scaled, read, entered, and removed. */
  private async deployment(name: string): Promise<void> {
    const { call, project, forgetEvents } = this.place;
    const path = `/projects/${project}/apps`;
    const pods = (count: number) =>
      waitFor(`${count} pods of ${name}`, () => runningPods(call, project, name, count), {
        timeout: PATIENCE_MS,
      });
    await this.attempt('app', async () => {
      const command = ['sh', '-c', 'echo here; trap exit TERM; sleep 86400 & wait'];
      await call('POST', path, { ...SMALL, name, command });
      const leave = await this.page(name);
      try {
        await pods(1);
        await call('POST', `${path}/${name}/scale`, { replicas: 2 });
        for (const pod of await pods(2)) {
          await this.log(pod);
          await this.shell(pod, true);
        }
      } finally {
        await call('DELETE', `${path}/${name}?confirm=${name}`);
        leave(false);
      }
      await waitFor(`${name} to go`, async () => {
        const { items } = await call<{ items: unknown[] }>('GET', `/projects/${project}/pods?app=${name}`);
        return items.length === 0;
      });
      await forgetEvents();
      this.done.apps += 1;
    });
  }

  private async attempt(what: string, act: () => Promise<unknown>): Promise<void> {
    try {
      await act();
    } catch (error) {
      this.failures += 1;
      if (this.failed.length < MOST_FAILURES_KEPT) this.failed.push(`${what}: ${String(error)}`);
    }
  }

  private async calls(): Promise<void> {
    const { call, project, app } = this.place;
    const own = `/projects/${project}`;
    const paths = ['/me', own, `${own}/apps`, `${own}/apps/${app}`, `${own}/pods`, `${own}/usage`];
    for (const path of [...paths, `${own}/apps/${app}/events`, `${own}/apps/${app}/releases`]) {
      await call('GET', path);
      this.done.calls += 1;
    }
  }

  private async log(pod: string): Promise<void> {
    const response = await getLog({ ...this.place, pod }, '?follow=1&tail=5');
    // To leave is to break off.
    response.on('error', () => undefined);
    try {
      await once(response, 'data', { signal: AbortSignal.timeout(PATIENCE_MS) });
    } finally {
      response.destroy();
    }
    this.done.logs += 1;
  }

  private async shell(pod: string, breaksOff: boolean): Promise<void> {
    const shell = await openShellSocket({ ...this.place, pod });
    let over: string | undefined;
    void shell.ended.then((exit) => {
      over = JSON.stringify(exit);
    });
    try {
      shell.type('echo soak-$((40+2))\r');
      await waitFor('the echo', () => over ?? shell.screen().includes('soak-42'), { every: 20 }).catch(() => {
        throw new Error(`no echo within a minute, only ${JSON.stringify(shell.screen())}`);
      });
      if (over !== undefined) throw new Error(`the shell of ${pod} ended: ${over}`);
      if (!breaksOff) {
        shell.type('exit\r');
        await shell.ended;
      }
    } finally {
      shell.socket.terminate();
    }
    this.done.shells += 1;
  }

  /** Opens a page with all that is live on it; the answer leaves it. */
  private async page(app: string): Promise<(breaksOff: boolean) => void> {
    const { project } = this.place;
    const topics: Record<string, LiveTopic> = {
      app: { topic: 'app', project, app },
      apps: { topic: 'apps', project },
      pods: { topic: 'pods', project },
      projects: { topic: 'projects' },
      home: { topic: 'home' },
      reachability: { topic: 'reachability' },
    };
    const waiting = new Set(Object.keys(topics));
    let refused: string | undefined;
    const socket = await openLive(this.place, topics, (answer) => {
      if ('error' in answer) refused = `${answer.id}: ${answer.error.code}`;
      waiting.delete(answer.id);
    });
    try {
      await waitFor('the page', () => waiting.size === 0, { every: 20 });
      if (refused !== undefined) throw new Error(refused);
    } catch (error) {
      socket.terminate();
      throw error;
    }
    this.done.pages += 1;
    return (breaksOff) => {
      if (breaksOff) return socket.terminate();
      for (const id of Object.keys(topics)) socket.send(JSON.stringify({ unsubscribe: id }));
      return socket.close();
    };
  }
}

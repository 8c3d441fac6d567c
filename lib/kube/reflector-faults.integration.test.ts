import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApiServer, type OwnApiServer } from '@/lib/testing/own-api-server';
import { waitFor } from '@/lib/testing/wait-for';
import { clientOf } from './client';
import { readKubeconfig } from './kubeconfig';
import { Reflector, type ReflectorOptions } from './reflector';
import { eventRow, quotaRow, type EventRow, type QuotaRow } from './rows';
import { Transport, type Request } from './transport';
import type { KubeClient } from './types';

const namespace = 'faults';
/** More than two pages. */
const MANY = 1100;
const ref = { apiVersion: 'v1', kind: 'ResourceQuota', namespace };

/** Notes what is asked for, and lets a test step in between. */
class Overheard extends Transport {
  readonly asked: string[] = [];
  before: (asked: string) => Promise<void> = () => Promise.resolve();

  override async send(...[identity, request]: Parameters<Transport['send']>) {
    const asked = wordOf(request);
    this.asked.push(asked);
    await this.before(asked);
    return super.send(identity, request);
  }
}

function wordOf({ query }: Request): string {
  if (query?.['sendInitialEvents']) return 'stream';
  if (query?.['watch']) return 'watch';
  return query?.['continue'] ? 'next page' : 'first page';
}

function connectionTo(server: OwnApiServer) {
  return readKubeconfig(readFileSync(server.adminKubeconfig, 'utf8'), path.dirname(server.adminKubeconfig));
}

const quota = (name: string, pods = '1') => ({
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name, namespace },
  spec: { hard: { pods } },
});

/** A cluster with very many rows, and a reflector of them. */
class Scene {
  private constructor(
    readonly server: OwnApiServer,
    readonly kube: KubeClient,
  ) {}

  static async set(flags: string[] = []): Promise<Scene> {
    const server = await startApiServer({ etcd: 'own', flags });
    const kube = clientOf(new Transport('own', connectionTo(server)), null);
    await kube.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
    let next = 0;
    const create = async () => {
      while (next < MANY) await kube.create(quota(`q-${String(next++).padStart(4, '0')}`));
    };
    await Promise.all(Array.from({ length: 16 }, create));
    return new Scene(server, kube);
  }

  reflect(options: ReflectorOptions = {}, before?: Overheard['before']) {
    const transport = new Overheard('own', connectionTo(this.server));
    if (before) transport.before = before;
    const { asked } = transport;
    const reflector = new Reflector<QuotaRow>(transport, '/api/v1/resourcequotas', quotaRow, options);
    return { reflector, asked };
  }

  /** Each row in the version that the API server has of it, and no other. */
  async agrees(reflector: Reflector<QuotaRow>): Promise<void> {
    await waitFor('rows as they are', async () => {
      const truth = await this.kube.list(ref);
      const versions = new Map(truth.map(({ metadata }) => [metadata.name, metadata.resourceVersion]));
      const rows = reflector.rows(namespace);
      return (
        rows.length === truth.length && rows.every((row) => versions.get(row.name) === row.resourceVersion)
      );
    });
  }

  /** A row goes, one changes, one comes. */
  async change(number: number): Promise<void> {
    const name = (at: number) => `q-${String(at).padStart(4, '0')}`;
    await this.kube.delete({ ...ref, name: name(number) });
    await this.kube.apply(quota(name(number + 1), '7'), { force: true });
    await this.kube.create(quota(`new-${number}`));
  }
}

describe('Reflector, while the API server or its memory goes', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await Scene.set();
  }, 240_000);
  afterAll(async () => scene.server.close());

  it('goes on where it was when the API server was killed, without a new list', async () => {
    const { reflector, asked } = scene.reflect();
    await reflector.synced(60_000);
    expect(asked).toEqual(['stream']);
    await scene.agrees(reflector);
    await scene.server.kill();
    await waitFor('staleness', () => reflector.fresh().staleSince !== null, { every: 20 });
    expect(reflector.rows()).toHaveLength(MANY);
    await scene.server.start();
    await scene.change(0);
    await scene.agrees(reflector);
    expect(reflector.fresh().staleSince).toBeNull();
    expect(asked.filter((each) => each !== 'watch')).toEqual(['stream']);
  });

  it('lists once more when etcd was compacted behind a watch, and keeps no ghost', async () => {
    let held: Promise<void> | undefined;
    const { reflector, asked } = scene.reflect({}, async (word) => (word === 'watch' ? held : undefined));
    await reflector.synced(60_000);
    const told: string[] = [];
    reflector.subscribe(namespace, (change) => {
      if (change.type !== 'fresh') told.push(`${change.type} ${change.row.name}`);
    });
    let release: () => void = () => undefined;
    held = new Promise((resolve) => {
      release = resolve;
    });
    // What it knows is then neither in etcd nor in the memory of the server, which begins anew.
    await scene.server.kill();
    await scene.server.start();
    await scene.change(100);
    await scene.server.compact();
    await scene.server.kill();
    await scene.server.start();
    release();
    await scene.agrees(reflector);
    await waitFor('freshness', () => reflector.fresh().staleSince === null);
    expect(asked.filter((each) => each !== 'watch')).toEqual(['stream', 'stream']);
    expect(told.toSorted()).toEqual(['delete q-0100', 'set new-100', 'set q-0101']);
  });

  it('begins again when etcd was compacted between two pages, and keeps no ghost', async () => {
    let pages = 0;
    const { reflector, asked } = scene.reflect({ streamedList: false }, async (word) => {
      if (word !== 'next page' || (pages += 1) > 1) return;
      // Rows of the page that has been read: the one that goes must not stay.
      await scene.change(200);
      await scene.server.compact();
      await scene.server.kill();
      await scene.server.start();
    });
    await reflector.synced(120_000);
    await scene.agrees(reflector);
    expect(reflector.get(namespace, 'q-0200')).toBeUndefined();
    expect(asked.filter((each) => each === 'first page')).toHaveLength(2);
  });

  it('streams events too, which the API server has no cache of', async () => {
    const transport = new Overheard('own', connectionTo(scene.server));
    const reflector = new Reflector<EventRow>(transport, '/api/v1/events', eventRow);
    await reflector.synced(60_000);
    expect(transport.asked).toEqual(['stream']);
    await scene.kube.create({
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: 'seen', namespace },
      involvedObject: { kind: 'Pod', namespace, name: 'x' },
      reason: 'Tested',
    });
    await waitFor('the event', () => reflector.get(namespace, 'seen'));
  });

  it('reads pages when a streamed list breaks off', async () => {
    let broken = 0;
    const { reflector, asked } = scene.reflect({}, async (word) => {
      if (word === 'stream' && (broken += 1) === 1) throw new Error('broken off');
    });
    await reflector.synced(60_000);
    await scene.agrees(reflector);
    expect(asked.slice(0, 5)).toEqual(['stream', 'first page', 'next page', 'next page', 'watch']);
  });
});

describe('Reflector, before a server that streams no lists', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await Scene.set(['--feature-gates=WatchList=false']);
  }, 240_000);
  afterAll(async () => scene.server.close());

  it('reads pages, and asks for no stream again', async () => {
    const { reflector, asked } = scene.reflect();
    await reflector.synced(60_000);
    await scene.change(0);
    await scene.agrees(reflector);
    expect(asked.slice(0, 5)).toEqual(['stream', 'first page', 'next page', 'next page', 'watch']);
    expect(asked.filter((each) => each === 'stream')).toHaveLength(1);
  });
});
